-- Accept a profile: after this returned, it is owed. Not allowed when Redis is full.
-- ARGV: policy, job id, client, payload, fingerprint, name of the idempotency record or ''.
-- Answers {'accepted' | 'replayed' | 'conflict', id, accepted_at} or {'full', percent}.

local id, client, payload, fingerprint, record = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

-- The client of Redis sends a command again when the connection broke before the answer.
local accepted_at = redis.call('HGET', K.job .. id, 'accepted_at')
if accepted_at then return {'accepted', id, accepted_at} end

if record ~= '' then
  local known = redis.call('HMGET', record, 'id', 'fingerprint', 'accepted_at')
  if known[1] and known[2] ~= fingerprint then return {'conflict', known[1], known[3]} end
  if known[1] then
    write_though_full()
    count('replayed')
    return {'replayed', known[1], known[3]}
  end
end

local memory = redis.call('INFO', 'memory')
local limit = tonumber(string.match(memory, '[\r\n]maxmemory:(%d+)') or 0)
if limit > 0 then
  local percent = math.floor(100 * tonumber(string.match(memory, 'used_memory:(%d+)')) / limit)
  if percent >= P.shed_above_percent then return {'full', percent} end
end

redis.call('HSET', K.job .. id, 'queue', 'evaluate', 'client', client, 'state', 'waiting', 'payload', payload,
  'accepted_at', NOW, 'claims', 0, 'attempts', 0)
redis.call('ZADD', K.due, NOW + P.grace, id)
redis.call('ZADD', K.waiting .. 'evaluate', NOW, id)
if record ~= '' then
  redis.call('HSET', record, 'id', id, 'fingerprint', fingerprint, 'accepted_at', NOW)
  redis.call('PEXPIRE', record, P.retention)
end
count('accepted')
return {'accepted', id, NOW}
