-- Accept a profile: after this returned, it is owed. Not allowed when Redis is full.
-- ARGV: policy, job id, client, payload, fingerprint, name of the idempotency record or '', name of the learner in the
-- index or '', the evaluation whose questions it answers or '', what goes with it (JSON) or '', priority among the
-- client's or ''.
-- Answers {'accepted', id, accepted_at, allowances}, {'replayed' | 'conflict', id, accepted_at}, {'full', percent} or
-- {'refused', allowances, name of the limit, most, used, milliseconds until it may be tried again}.

local id, client, payload, fingerprint, record, learner = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local follows, priority = ARGV[8], ARGV[10]

-- The client of Redis sends a command again when the connection broke before the answer.
local accepted_at = redis.call('HGET', K.job .. id, 'accepted_at')
if accepted_at then return {'accepted', id, accepted_at, {}} end

if record ~= '' then
  local known = read_record(record)
  if known[1] and not is_same(known[2], fingerprint) then return {'conflict', known[1], known[3]} end
  if known[1] then
    write_though_full()
    count('replayed')
    return {'replayed', known[1], known[3]}
  end
end

local percent = used_percent()
if percent >= P.shed_above_percent then return {'full', percent} end
local taken = take_up(client, #payload, percent)
if not taken[1] then return {'refused', unpack(taken, 2)} end

redis.call('HSET', K.job .. id, 'queue', 'evaluate', 'client', client, 'state', 'waiting', 'payload', payload,
  'accepted_at', NOW, 'claims', 0, 'attempts', 0)
-- The overlay that is active now stays this evaluation's, so that running it again decides the same.
local overlay = redis.call('GET', K.active_overlay .. client)
if overlay then redis.call('HSET', K.job .. id, 'overlay', overlay) end
-- So does the client's own catalogue.
local catalogue = redis.call('GET', K.active_catalogue .. client)
if catalogue then redis.call('HSET', K.job .. id, 'catalogue', catalogue) end
if (ARGV[9] or '') ~= '' then redis.call('HSET', K.job .. id, 'journey', ARGV[9]) end
if follows ~= '' then redis.call('HSET', K.job .. id, 'follows', follows) end
if priority and priority ~= '' then redis.call('HSET', K.job .. id, 'priority', priority) end
redis.call('ZADD', K.waiting .. 'evaluate', NOW, id)
-- To the microsecond, so that of two in one millisecond the first is first.
set_wake(read_job(id), NOW + TIME[2] % 1000 / 1000)
if learner ~= '' then
  redis.call('HSET', K.job .. id, 'learner', learner)
  note_in_index(id, '+inf')
end
if record ~= '' then
  redis.call('HSET', K.job .. id, 'record', record)
  keep_record(record, id, fingerprint, NOW, P.idempotency or P.retention)
end
count('accepted')
wake('evaluate', id)
return {'accepted', id, NOW, taken[2]}
