-- What every script starts with: the policy, Redis's clock, and counting.
-- The loader puts `local K = {...}` before this: the key names of services/ledger/store/keys.py.

local P = cjson.decode(ARGV[1])
local TIME = redis.call('TIME')
local NOW = TIME[1] * 1000 + math.floor(TIME[2] / 1000) + P.clock_offset

local function count(name, by)
  redis.call('HINCRBY', K.counters, name, by or 1)
end

-- A full Redis refuses a script's first write if it could take memory, but never stops a script that has written
-- already. Deleting what is not there counts as a write, so what was accepted can be worked off when Redis is full.
-- Redis 7 has a flag for this, which the loader sets; this is for Redis 6.2 and for scripts that decide on the way.
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
