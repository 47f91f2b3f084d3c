-- Note how far the reading of a catalogue is, and extend its lease; or what came of it.
-- ARGV: policy, id, token, how many things were read, state or '' while it goes on, result (JSON) or ''.
-- Answers 1, or 0 when the claim is lost.

local id, key = ARGV[2], K.import .. ARGV[2]
if redis.call('HGET', key, 'token') ~= ARGV[3] then return 0 end
redis.call('HSET', key, 'read', ARGV[4])
if ARGV[5] == '' then
  redis.call('ZADD', K.imports, NOW + P.lease, id)
  return 1
end
redis.call('HSET', key, 'state', ARGV[5], 'result', ARGV[6], 'finished_at', NOW)
redis.call('HDEL', key, 'body', 'token')
redis.call('ZREM', K.imports, id)
redis.call('PEXPIRE', key, P.retention)
return 1
