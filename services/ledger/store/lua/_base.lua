-- What every script starts with: the policy, Redis's clock, and counting.
-- The loader puts `local K, BOUNDS, W = ...` before this: the key names of services/ledger/store/keys.py, the bounds of
-- services/ledger/store/timings.py, and each queue's prepared message of services/ledger/store/wake_ups.py.

local MINUTE = 60000

local P = cjson.decode(ARGV[1])
local TIME = redis.call('TIME')
local NOW = TIME[1] * 1000 + math.floor(TIME[2] / 1000) + P.clock_offset

-- Answers a stored moment up to which something is held, or 0 where it is further away than it can have been put: then
-- Redis's clock was ahead and was put right.
local function held_until(moment, longest)
  local at = tonumber(moment or 0)
  return at <= NOW + longest and at or 0
end

local function count(name, by)
  redis.call('HINCRBY', K.counters, name, by or 1)
end

-- Whether an operator has the queue paused: nothing of it is handed out, and nothing is refused.
local function is_queue_paused(queue)
  return redis.call('HEXISTS', K.paused_queues, queue) == 1
end

-- Counts how long something took, in milliseconds, in the class of the histogram that it falls into.
local function observe(what, took)
  local class = 'inf'
  for _, bound in ipairs(BOUNDS) do
    if took <= bound then
      class = string.format('%d', bound)
      break
    end
  end
  redis.call('HINCRBY', K.timings, what .. '.' .. class, 1)
  redis.call('HINCRBY', K.timings, what .. '.sum', math.max(0, took))
end

-- A full Redis refuses a script's first write if it could take memory, but never stops a script that has written
-- already. Deleting what is not there counts as a write, so what was accepted can be worked off when Redis is full.
-- Redis 7 has a flag for this, which the loader sets; this is for Redis 6.2 and for scripts that decide on the way.
-- Nothing comes of it there, so it may be called again.
local function write_though_full()
  redis.call('DEL', 'cw:not-there')
end

-- Answers how much of maxmemory is in use, in percent; 0 where there is no limit.
local function used_percent()
  local memory = redis.call('INFO', 'memory')
  local limit = tonumber(string.match(memory, '[\r\n]maxmemory:(%d+)') or 0)
  if limit == 0 then return 0 end
  return math.floor(100 * tonumber(string.match(memory, 'used_memory:(%d+)')) / limit)
end
