-- Claim the catalogue that has waited longest until a lease ends; who reads on extends it. While others wait, the client
-- whose was claimed last waits too. One that was begun too often and never finished fails.
-- ARGV: policy, token (new and random), why that fails (JSON). Answers false, or {id, client, body, wanted}.

local waiting = redis.call('ZRANGEBYSCORE', K.imports, '-inf', NOW)
local id, last = waiting[1], redis.call('GET', K.last_import)
for _, other in ipairs(waiting) do
  if redis.call('HGET', K.import .. other, 'client') ~= last then
    id = other
    break
  end
end
if not id then return false end
write_though_full()
local key = K.import .. id
if redis.call('HINCRBY', key, 'tries', 1) > P.claims_allowed then
  redis.call('HSET', key, 'state', 'failed', 'result', ARGV[3], 'finished_at', NOW)
  redis.call('HDEL', key, 'body', 'token')
  redis.call('ZREM', K.imports, id)
  redis.call('PEXPIRE', key, P.retention)
  return false
end
redis.call('HSET', key, 'state', 'running', 'token', ARGV[2], 'started_at', NOW)
redis.call('ZADD', K.imports, NOW + P.lease, id)
local v = redis.call('HMGET', key, 'client', 'body', 'wanted')
redis.call('SET', K.last_import, v[1])
return {id, v[1], v[2], v[3]}
