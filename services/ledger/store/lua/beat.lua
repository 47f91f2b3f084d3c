-- Note that a process is alive, and forget those that have not been for long. Once a minute, whoever beats first takes
-- a sample of the ledger's sums, for the charts of the operators' page.
-- ARGV: policy, "<role> <name>", detail (JSON), milliseconds it counts as alive, the moment by the process's clock.

redis.call('ZADD', K.heartbeats_until, NOW + tonumber(ARGV[4]), ARGV[2])
redis.call('HSET', K.heartbeats, ARGV[2], cjson.encode({at = NOW, ahead = NOW - tonumber(ARGV[5]), detail = cjson.decode(ARGV[3])}))
local function forget(from, to)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', K.heartbeats_until, from, to)) do
    redis.call('ZREM', K.heartbeats_until, gone)
    redis.call('HDEL', K.heartbeats, gone)
  end
end
forget('-inf', NOW)
-- A clock that was ahead would show whoever beat then as alive until then. Those that are alive beat again.
forget('(' .. string.format('%d', NOW + tonumber(ARGV[4]) + 1440 * MINUTE), '+inf')

-- How long the job owed longest has waited, whatever holds it back.
local function oldest(queue)
  local first = redis.call('ZRANGE', K.waiting .. queue, 0, 0, 'WITHSCORES')[2]
  return math.max(0, NOW - tonumber(first or NOW))
end

local function hash(key)
  local fields, pairs_of = {}, redis.call('HGETALL', key)
  for place = 1, #pairs_of, 2 do fields[pairs_of[place]] = pairs_of[place + 1] end
  return fields
end

local function sample()
  local counted = hash(K.counters)
  local counts = {dead = 0}
  for _, name in ipairs({'accepted', 'evaluate.completed', 'deliver.completed', 'deliver.retried'}) do
    counts[name] = tonumber(counted[name] or 0)
  end
  for name, number in pairs(counted) do
    if string.find(name, '.dead.', 1, true) then counts.dead = counts.dead + tonumber(number) end
  end
  return {at = NOW, counts = counts, timings = hash(K.timings),
    oldest = {evaluate = oldest('evaluate'), deliver = oldest('deliver')}}
end

if redis.call('SET', K.minute_taken, NOW, 'NX', 'PX', 60000) then
  redis.call('RPUSH', K.minutes, cjson.encode(sample()))
  redis.call('LTRIM', K.minutes, -1440, -1)
end
return 1
