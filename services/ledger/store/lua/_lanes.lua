-- Whether an endpoint may be sent something now, and from when on its lane may be taken from.

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

-- Answers how many deliveries the client may have in flight over all of its lanes: its share, or more while nobody else
-- has any waiting.
local function most_of_client(client)
  local turns = K.turns .. 'deliver'
  local waiting = redis.call('ZCARD', turns)
  if redis.call('ZSCORE', turns, client) then waiting = waiting - 1 end
  return waiting > 0 and P.in_flight_per_client or P.in_flight_alone
end

-- Answers how many more the client may have in flight. What is in flight is counted by the places that are taken, each
-- until its lease is over: a worker that dies leaves nothing behind that counts for ever.
local function free_of_client(client)
  return most_of_client(client) - redis.call('ZCOUNT', K.slots_of .. client, '(' .. NOW, '+inf')
end

-- Takes a place in flight for the delivery until a moment, in its lane and of its client.
local function take_place(lane, id, until_when)
  redis.call('ZADD', K.slots .. lane, until_when, id)
  local of_client = K.slots_of .. client_of(lane)
  redis.call('ZREMRANGEBYSCORE', of_client, '-inf', NOW)
  redis.call('ZADD', of_client, until_when, id)
  redis.call('HSET', K.moved, client_of(lane), NOW)
end

local function give_place_back(lane, id)
  redis.call('ZREM', K.slots .. lane, id)
  if redis.call('ZREM', K.slots_of .. client_of(lane), id) == 1 then
    redis.call('HSET', K.moved, client_of(lane), NOW)
  end
end

-- A token bucket that holds one second's worth, kept as one number: `paced_until` is the moment up to which the rate
-- (requests a second) is spoken for. Answers how many more may go now, and when the next may.
local function allowance(rate, paced_until)
  if not rate then return math.huge, NOW end
  local interval, burst = 1000 / rate, math.max(1, math.floor(rate))
  -- One that is further ahead than all requests in flight can have spoken for was put there by a clock that was ahead.
  local ahead = math.max(0, held_until(paced_until, math.max(MINUTE, 1000 * interval)) - NOW)
  return math.floor(burst - ahead / interval), NOW + math.ceil(math.max(0, ahead - (burst - 1) * interval))
end

-- Speaks for so many requests of the endpoint's rate.
local function pace(lane, requests)
  local v = redis.call('HMGET', K.endpoint .. lane, 'rate', 'paced_until')
  if not v[1] or requests == 0 then return end
  local interval = 1000 / tonumber(v[1])
  local paced_until = math.max(held_until(v[2], math.max(MINUTE, 1000 * interval)), NOW) + requests * interval
  redis.call('HSET', K.endpoint .. lane, 'paced_until', string.format('%.3f', paced_until))
end

-- Whether nobody has proved yet that the endpoint's address is its client's; `unproven` is since when.
local function waits_for_proof(unproven)
  return P.needs_proof and unproven
end

-- Answers until when an endpoint is held because no key opened its secret, or 0; a worker looks again within a minute.
local function locked_until(sealed_until)
  return held_until(sealed_until, MINUTE)
end

-- Answers how many more deliveries may be in flight in the lane; if none, also the moment to ask again, which is
-- false while the endpoint is paused (resuming it puts the lane back). `spoken_for` leaves the rate out.
local function free_slots(lane, spoken_for)
  local v = redis.call('HMGET', K.endpoint .. lane, 'state', 'failures', 'open_until', 'rate', 'paced_until', 'unproven',
    'sealed_until', 'in_flight')
  if v[1] == 'paused' then return 0, false end
  -- Proving it puts the lane back; it is asked again, should proof be needed no longer.
  if waits_for_proof(v[6]) then return 0, NOW + P.lease end
  if locked_until(v[7]) > NOW then return 0, locked_until(v[7]) end
  local open_until = held_until(v[3], P.breaker_longest_pause)
  if open_until > NOW then return 0, open_until end
  local limit = tonumber(v[8] or P.in_flight_per_endpoint)
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

-- Sets from when on the lane may be taken from; one that may now is ready, and stands among its client's lanes at its
-- turn. What the client has in flight is looked at when its turn comes. The lane of a disabled endpoint is for the
-- dispatcher to clear.
local function place_lane(lane)
  local client = client_of(lane)
  local first = redis.call('ZRANGE', K.lane .. lane, 0, 0, 'WITHSCORES')[2]
  if not first then
    redis.call('ZREM', K.lanes, lane)
    return not_ready('deliver', client, lane)
  end
  local disabled = is_disabled(lane)
  local _, free_at = free_slots(lane)
  local at = '+inf'
  if disabled then at = NOW elseif free_at then at = math.max(tonumber(first), free_at) end
  if disabled or at == '+inf' or at > NOW then
    redis.call('ZADD', K.lanes, at, lane)
    return not_ready('deliver', client, lane)
  end
  redis.call('ZADD', K.lanes, 0, lane)
  make_ready('deliver', client, lane)
end

-- Closes the circuit breaker: what failed before does not count any more.
local function close_circuit(lane)
  redis.call('HDEL', K.endpoint .. lane, 'failures', 'failing_since', 'open_until')
end
