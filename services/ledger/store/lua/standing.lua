-- Of the deliveries that are owed now: what holds those that cannot be worked on, and how long have the others waited?
-- Reads only, so that it answers while Redis takes no writes. The cost depends on the endpoints that are owed something
-- and on what was woken lately, not on the backlog.
-- ARGV: policy. Answers {milliseconds that the oldest workable one has waited, held by a pause, by the proof that is
-- missing, by a secret that no key opens, by the circuit breaker, by the endpoint's rate, by its limit in flight, by its
-- client's limit in flight}.

local waiting = K.waiting .. 'deliver'
local held, longest = {paused = 0, unproven = 0, locked = 0, breaker = 0, rate = 0, in_flight = 0, client = 0}, 0

-- Leases that are over, by lane: they stand in the lane as if they were due, but are counted among the running.
local over = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.running .. 'deliver', '-inf', NOW)) do
  local lane = redis.call('HGET', K.job .. id, 'lane')
  if lane then over[lane] = (over[lane] or 0) + 1 end
end

local function owed_since(id)
  local since = tonumber(redis.call('ZSCORE', waiting, id))
  return since and since <= NOW and since or nil
end

-- Answers how many of the lane are owed now. Those that were made or woken within the grace are due in the lane later.
local function owed_in(lane)
  local owed = redis.call('ZCOUNT', K.lane .. lane, '-inf', NOW) - (over[lane] or 0)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.lane .. lane, '(' .. NOW, NOW + P.grace)) do
    if owed_since(id) then owed = owed + 1 end
  end
  return owed
end

-- Places that are left to each client, over all of its lanes.
local left = {}
local function left_of(client)
  if not left[client] then
    local taken = redis.call('ZCOUNT', K.slots_of .. client, '(' .. NOW, '+inf')
    left[client] = math.max(0, most_of_client(client) - taken)
  end
  return left[client]
end

local function waits(since)
  if since then longest = math.max(longest, NOW - since) end
end

-- Sees what the limits of the endpoint and its client hold; what was woken and waits for a worker is past them.
local function look_at(lane, owed, rate, paced_until)
  local taken = redis.call('ZRANGEBYSCORE', K.slots .. lane, '(' .. NOW, '+inf')
  local woken = 0
  for _, id in ipairs(taken) do
    if owed_since(id) then
      woken = woken + 1
      waits(tonumber(redis.call('HGET', K.job .. id, 'woken_at') or NOW))
    end
  end
  local free, allowed = most_in_flight(lane) - #taken, allowance(rate, paced_until)
  local client = client_of(lane)
  local of_endpoint, of_client = math.max(0, math.min(free, allowed)), left_of(client)
  local workable = math.min(of_endpoint, of_client, math.max(0, owed - woken))
  left[client] = of_client - workable
  local excess = owed - woken - workable
  if excess > 0 then
    local cause = free <= allowed and 'in_flight' or 'rate'
    if of_client < of_endpoint then cause = 'client' end
    held[cause] = held[cause] + excess
    -- Since when a place is free is not known, but none was before anything of the client was last taken or settled.
    local first = redis.call('ZRANGEBYSCORE', K.lane .. lane, '-inf', NOW, 'LIMIT', 0, 1)[1]
    local since = workable > 0 and first and owed_since(first)
    if since then waits(math.max(since, tonumber(redis.call('HGET', K.moved, client) or 0))) end
    return
  end
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.lane .. lane, '-inf', NOW + P.grace)) do waits(owed_since(id)) end
end

for _, lane in ipairs(redis.call('ZRANGE', K.lanes, 0, -1)) do
  local owed = owed_in(lane)
  local v = redis.call('HMGET', K.endpoint .. lane, 'state', 'open_until', 'rate', 'paced_until', 'unproven',
    'sealed_until')
  if v[1] == 'paused' then
    held.paused = held.paused + owed
  elseif is_disabled(lane) then
    waits(owed_since(redis.call('ZRANGE', K.lane .. lane, 0, 0)[1] or ''))
  elseif waits_for_proof(v[5]) then
    held.unproven = held.unproven + owed
  elseif locked_until(v[6]) > NOW then
    held.locked = held.locked + owed
  elseif v[2] then
    -- One trial at a time goes through until the circuit is closed again.
    held.breaker = held.breaker + owed
  elseif owed > 0 then
    look_at(lane, owed, tonumber(v[3]), tonumber(v[4]))
  end
end
return {longest, held.paused, held.unproven, held.locked, held.breaker, held.rate, held.in_flight, held.client}
