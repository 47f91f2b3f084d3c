-- What one client may take up of what all share: the limits that hold for it, what it takes up, and whether more is taken.

-- From this share of what fills Redis up, those who keep most are refused, so that there is room for the others.
local SHARES_FROM = 7 / 8

-- The room that the entries of an accepted profile take beside its text, before they are measured.
local ENTRIES = 1000

-- Answers the client's own limits over the installation's; a name without a number has no limit.
local function limits_of(client)
  local limits = {}
  for name, most in pairs(P.limits or {}) do limits[name] = most end
  local own = redis.call('HGETALL', K.limits .. client)
  for place = 1, #own, 2 do limits[own[place]] = tonumber(own[place + 1]) end
  return limits
end

-- Answers how many profiles of the client are owed: those to be evaluated, and those whose webhook waits where most do.
local function profiles_owed(client)
  local longest = 0
  for _, endpoint in ipairs(redis.call('SMEMBERS', K.endpoints .. client)) do
    longest = math.max(longest, redis.call('ZCARD', K.lane .. client .. ':' .. endpoint))
  end
  return redis.call('ZCARD', ready_of('evaluate', client)) + longest
end

-- The bytes that the client keeps: as they were measured, with what it sent since and without what went to the archive.
local function bytes_kept(client)
  return math.max(0, tonumber(redis.call('HGET', K.kept, client) or 0))
end

local function keep_more(client, bytes)
  redis.call('HINCRBY', K.kept, client, bytes)
end

-- Whether the client keeps more than half of what the client does that keeps most, and others keep something too.
local function is_among_the_greediest(client)
  local most, clients = 0, 0
  for _, bytes in ipairs(redis.call('HVALS', K.kept)) do
    most = math.max(most, tonumber(bytes))
    if tonumber(bytes) > 0 then clients = clients + 1 end
  end
  return clients > 1 and 2 * bytes_kept(client) > most
end

-- Answers {name, most, used} of what stands in the way of keeping so many bytes more, or nil.
local function over_room(client, limits, bytes, percent)
  local kept = bytes_kept(client)
  if limits.bytes_kept and kept + bytes > limits.bytes_kept then return {'bytes_kept', limits.bytes_kept, kept} end
  if percent >= SHARES_FROM * P.shed_above_percent and is_among_the_greediest(client) then
    return {'share', 0, kept}
  end
end

-- Keeps so many bytes more of something that no rate counts, if the client's limits leave room. Answers as take_up does.
local function keep_aside(client, bytes, percent)
  local over = over_room(client, limits_of(client), bytes, percent)
  if over then return {false, {}, over[1], over[2], over[3], MINUTE} end
  keep_more(client, bytes)
  return {true}
end

-- How a client stands with its rate is a token bucket that holds a minute's worth, kept as the moment up to which it is
-- spoken for.
local function spoken_until(client)
  return held_until(redis.call('HGET', K.paced, client), MINUTE + 1)
end

-- Answers {name, most, left, milliseconds until it is whole again} of each limit that profiles count against, after
-- `more` were taken.
local function allowances(client, limits, owed, more)
  local told = {}
  if limits.profiles_per_minute then
    local ahead = math.max(0, spoken_until(client) - NOW)
    local left = math.floor((MINUTE - ahead) * limits.profiles_per_minute / MINUTE)
    told[#told + 1] = {'profiles_per_minute', limits.profiles_per_minute, math.max(0, left), math.ceil(ahead)}
  end
  if owed then
    told[#told + 1] = {'profiles_owed', limits.profiles_owed, math.max(0, limits.profiles_owed - owed - more), 0}
  end
  return told
end

-- Takes a profile of so many bytes up, if the client's limits leave room for it. Answers {true, allowances}, or {false,
-- allowances, name, most, used, milliseconds until it may be tried again}.
local function take_up(client, bytes, percent)
  local limits = limits_of(client)
  local owed = limits.profiles_owed and profiles_owed(client)
  local function refused(name, most, used, wait)
    return {false, allowances(client, limits, owed, 0), name, most, used, wait}
  end

  local over = over_room(client, limits, bytes, percent)
  if over then return refused(over[1], over[2], over[3], MINUTE) end
  if owed and owed >= limits.profiles_owed then return refused('profiles_owed', limits.profiles_owed, owed, 30000) end
  local rate = limits.profiles_per_minute
  if rate then
    local until_when = math.max(spoken_until(client), NOW) + MINUTE / rate
    local wait = until_when - NOW - MINUTE
    if wait > 0 then return refused('profiles_per_minute', rate, rate, math.ceil(wait)) end
    redis.call('HSET', K.paced, client, string.format('%.3f', until_when))
  end
  keep_more(client, bytes + ENTRIES)
  return {true, allowances(client, limits, owed, 1)}
end
