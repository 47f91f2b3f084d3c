-- Whether an endpoint may be sent something now, and when the dispatcher looks at its lane again.

-- An endpoint that is gone altogether is treated as a disabled one: what is owed to it is set aside, not forgotten.
local function is_disabled(lane)
  local state = redis.call('HGET', K.endpoint .. lane, 'state')
  return not state or state == 'disabled'
end

local function most_in_flight(lane)
  return tonumber(redis.call('HGET', K.endpoint .. lane, 'in_flight') or P.in_flight_per_endpoint)
end

local function client_of(lane)
  return string.match(lane, '^[^:]+')
end

-- Answers how many more deliveries the client may have in flight over all of its lanes. What is in flight is counted by
-- the places that are taken, each until its lease is over: a worker that dies leaves nothing behind that counts for ever.
local function free_of_client(client)
  redis.call('ZREMRANGEBYSCORE', K.slots_of .. client, '-inf', NOW)
  return P.in_flight_per_client - redis.call('ZCARD', K.slots_of .. client)
end

-- Takes a place in flight for the delivery until a moment, in its lane and of its client.
local function take_place(lane, id, until_when)
  redis.call('ZADD', K.slots .. lane, until_when, id)
  redis.call('ZADD', K.slots_of .. client_of(lane), until_when, id)
end

local function give_place_back(lane, id)
  redis.call('ZREM', K.slots .. lane, id)
  redis.call('ZREM', K.slots_of .. client_of(lane), id)
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
-- false while the endpoint is paused (resuming it puts the lane back), and whether only the client's limit stands in the
-- way. `spoken_for` leaves the rate out.
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
  if free > 0 and allowed > 0 then
    local client = client_of(lane)
    local of_client = free_of_client(client)
    if of_client > 0 then return math.min(free, allowed, of_client), NOW end
    local first_end = redis.call('ZRANGE', K.slots_of .. client, 0, 0, 'WITHSCORES')[2]
    return 0, tonumber(first_end or NOW), true
  end
  if free <= 0 then
    free_at = math.max(free_at, tonumber(redis.call('ZRANGE', K.slots .. lane, 0, 0, 'WITHSCORES')[2]))
  end
  return 0, free_at
end

-- Sets when the dispatcher looks at the lane. A lane that is ready keeps its place among the ready ones, and one that
-- becomes ready joins at the end, so that lanes are served in turn however long each has become. The lane of a
-- disabled endpoint is ready until it is empty. One that only its client's limit holds back is noted as such: it comes
-- to its turn as soon as a place of the client is free, and at the latest when a lease of the client ends.
local function place_lane(lane)
  local first = redis.call('ZRANGE', K.lane .. lane, 0, 0, 'WITHSCORES')[2]
  local _, free_at, is_held_back = free_slots(lane)
  local held_back = K.held_back .. client_of(lane)
  if not first then
    redis.call('ZREM', K.lanes, lane)
    redis.call('ZREM', held_back, lane)
    return
  end
  if not free_at then
    redis.call('ZADD', K.lanes, '+inf', lane)
    redis.call('ZREM', held_back, lane)
    return
  end
  local disabled = is_disabled(lane)
  if is_held_back and tonumber(first) <= NOW and not disabled then
    redis.call('ZADD', held_back, 'NX', NOW, lane)
    redis.call('ZADD', K.lanes, free_at, lane)
    return
  end
  redis.call('ZREM', held_back, lane)
  local at = tonumber(first)
  if disabled then at = NOW elseif not is_held_back then at = math.max(at, free_at) end
  if at <= NOW then
    local place = redis.call('ZSCORE', K.lanes, lane)
    if place and tonumber(place) <= NOW then return end
    at = NOW
  end
  redis.call('ZADD', K.lanes, at, lane)
end

-- A place of the lane's client is free: places the lane, and before it the one that was held back longest.
local function place_lanes_of_client(lane)
  local client = client_of(lane)
  while free_of_client(client) > 0 do
    local longest = redis.call('ZRANGE', K.held_back .. client, 0, 0, 'WITHSCORES')
    if not longest[1] then break end
    redis.call('ZREM', K.held_back .. client, longest[1])
    place_lane(longest[1])
    local at = redis.call('ZSCORE', K.lanes, longest[1])
    if at and tonumber(at) <= NOW then
      redis.call('ZADD', K.lanes, longest[2], longest[1])
      break
    end
  end
  place_lane(lane)
end

-- Closes the circuit breaker: what failed before does not count any more.
local function close_circuit(lane)
  redis.call('HDEL', K.endpoint .. lane, 'failures', 'failing_since', 'open_until')
end
