-- Whether an endpoint may be sent something now, and when the dispatcher looks at its lane again.

-- An endpoint that is gone altogether is treated as a disabled one: what is owed to it is set aside, not forgotten.
local function is_disabled(lane)
  local state = redis.call('HGET', K.endpoint .. lane, 'state')
  return not state or state == 'disabled'
end

local function most_in_flight(lane)
  return tonumber(redis.call('HGET', K.endpoint .. lane, 'in_flight') or P.in_flight_per_endpoint)
end

-- A token bucket that holds one second's worth, kept as one number: `paced_until` is the moment up to which the rate
-- (requests a second) is spoken for. Answers how many more may go now, and when the next may.
local function allowance(rate, paced_until)
  if not rate then return math.huge, NOW end
  local interval, burst = 1000 / rate, math.max(1, math.floor(rate))
  local ahead = math.max(0, (paced_until or 0) - NOW)
  return math.floor(burst - ahead / interval), NOW + math.ceil(math.max(0, ahead - (burst - 1) * interval))
end

-- Speaks for so many requests of the endpoint's rate.
local function pace(lane, requests)
  local v = redis.call('HMGET', K.endpoint .. lane, 'rate', 'paced_until')
  if not v[1] or requests == 0 then return end
  local paced_until = math.max(tonumber(v[2] or 0), NOW) + requests * 1000 / tonumber(v[1])
  redis.call('HSET', K.endpoint .. lane, 'paced_until', string.format('%.3f', paced_until))
end

-- Answers how many more deliveries may be in flight in the lane; if none, also the moment to ask again, which is
-- false while the endpoint is paused (resuming it puts the lane back). `spoken_for` leaves the rate out.
local function free_slots(lane, spoken_for)
  local v = redis.call('HMGET', K.endpoint .. lane, 'state', 'failures', 'open_until', 'rate', 'paced_until')
  if v[1] == 'paused' then return 0, false end
  local open_until = tonumber(v[3] or 0)
  if open_until > NOW then return 0, open_until end
  local limit = most_in_flight(lane)
  if tonumber(v[2] or 0) >= P.breaker_after then limit = 1 end
  local allowed, free_at = math.huge, NOW
  if v[4] and not spoken_for then allowed, free_at = allowance(tonumber(v[4]), tonumber(v[5])) end
  redis.call('ZREMRANGEBYSCORE', K.slots .. lane, '-inf', NOW)
  local free = limit - redis.call('ZCARD', K.slots .. lane)
  if free > 0 and allowed > 0 then return math.min(free, allowed), NOW end
  if free <= 0 then
    free_at = math.max(free_at, tonumber(redis.call('ZRANGE', K.slots .. lane, 0, 0, 'WITHSCORES')[2]))
  end
  return 0, free_at
end

-- Sets when the dispatcher looks at the lane. A lane that is ready keeps its place among the ready ones, and one that
-- becomes ready joins at the end, so that lanes are served in turn however long each has become. The lane of a
-- disabled endpoint is ready until it is empty.
local function place_lane(lane)
  local first = redis.call('ZRANGE', K.lane .. lane, 0, 0, 'WITHSCORES')[2]
  local _, free_at = free_slots(lane)
  if not first then
    redis.call('ZREM', K.lanes, lane)
    return
  end
  if not free_at then
    redis.call('ZADD', K.lanes, '+inf', lane)
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

-- Closes the circuit breaker: what failed before does not count any more.
local function close_circuit(lane)
  redis.call('HDEL', K.endpoint .. lane, 'failures', 'failing_since', 'open_until')
end
