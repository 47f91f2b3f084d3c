-- The archive has erased a learner as it was asked to at a moment; one that was asked for since stays owed.
-- ARGV: policy, name of the learner in the index, the moment, names of idempotency records that led to what was erased.
-- Answers 1, or 0 where it stays owed.

for place = 4, #ARGV do forget_record(ARGV[place]) end
if tonumber(redis.call('ZSCORE', K.erasures, ARGV[2]) or 0) ~= tonumber(ARGV[3]) then return 0 end
return redis.call('ZREM', K.erasures, ARGV[2])
