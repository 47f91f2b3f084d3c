-- Claim the catalogue that has waited longest until a lease ends; who reads on extends it. One that was begun too often
-- and never finished fails.
-- ARGV: policy, token (new and random), why that fails (JSON). Answers false, or {id, client, body, wanted}.

local id = redis.call('ZRANGEBYSCORE', K.imports, '-inf', NOW, 'LIMIT', 0, 1)[1]
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
return {id, v[1], v[2], v[3]}
