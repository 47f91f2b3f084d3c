-- Whether an endpoint may be sent something now, and when the dispatcher looks at its lane again.

-- An endpoint that is gone altogether is treated as a disabled one: what is owed to it is set aside, not forgotten.
local function is_disabled(lane)
  local state = redis.call('HGET', K.endpoint .. lane, 'state')
  return not state or state == 'disabled'
end

-- Answers how many more deliveries may be in flight in the lane; if none, also the moment to ask again, which is
-- false while the endpoint is paused (resuming it puts the lane back).
local function free_slots(lane)
  local endpoint = redis.call('HMGET', K.endpoint .. lane, 'state', 'failures', 'open_until')
  if endpoint[1] == 'paused' then return 0, false end
  local open_until = tonumber(endpoint[3] or 0)
  if open_until > NOW then return 0, open_until end
  local limit = P.in_flight_per_endpoint
  if tonumber(endpoint[2] or 0) >= P.breaker_after then limit = 1 end
  redis.call('ZREMRANGEBYSCORE', K.slots .. lane, '-inf', NOW)
  local used = redis.call('ZCARD', K.slots .. lane)
  if used < limit then return limit - used, NOW end
  return 0, tonumber(redis.call('ZRANGE', K.slots .. lane, 0, 0, 'WITHSCORES')[2])
end

-- Sets when the dispatcher looks at the lane. A lane that is ready keeps its place among the ready ones, and one that
-- becomes ready joins at the end, so that lanes are served in turn however long each has become. The lane of a
-- disabled endpoint is ready until it is empty.
local function place_lane(lane)
  local first = redis.call('ZRANGE', K.lane .. lane, 0, 0, 'WITHSCORES')[2]
  local _, free_at = free_slots(lane)
  if not first or not free_at then
    redis.call('ZREM', K.lanes, lane)
    return
  end
  local at = is_disabled(lane) and NOW or math.max(tonumber(first), free_at)
  if at <= NOW then
    local place = redis.call('ZSCORE', K.lanes, lane)
    if place and tonumber(place) <= NOW then return end
    at = NOW
  end
  redis.call('ZADD', K.lanes, at, lane)
end

-- Keeps the circuit breaker: opens after so many failures in a row, lets one delivery try when the pause is over, and
-- doubles the pause when that one fails too. Failures of deliveries that were in flight when it opened do not count.
local function note_outcome(lane, arrived)
  local key = K.endpoint .. lane
  if arrived then
    redis.call('HDEL', key, 'failures', 'failing_since', 'open_until')
    return
  end
  redis.call('HSETNX', key, 'failing_since', NOW)
  if tonumber(redis.call('HGET', key, 'open_until') or 0) > NOW then return end
  local over = redis.call('HINCRBY', key, 'failures', 1) - P.breaker_after
  if over < 0 then return end
  redis.call('HSET', key, 'open_until', NOW + math.min(P.breaker_pause * 2 ^ over, P.breaker_longest_pause))
  count('breaker.opened')
end
