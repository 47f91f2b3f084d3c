-- Let the archive own from now on, if every recommendation that was ever made is owed to it, or whoever asks has seen to
-- it. ARGV: policy, 1 for the latter. Answers 1 where it owns.

if redis.call('EXISTS', K.archive_owns) == 1 then return 1 end
local v = redis.call('HMGET', K.counters, 'evaluate.completed', 'archive.entered')
if ARGV[2] ~= '1' and tonumber(v[1] or 0) ~= tonumber(v[2] or 0) then return 0 end
redis.call('SET', K.archive_owns, NOW)
return 1
