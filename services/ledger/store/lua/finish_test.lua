-- Note what came of a test event. It counts neither for nor against the endpoint.
-- ARGV: policy, job id, token, attempt (JSON), outcome. Answers 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

redis.call('RPUSH', K.attempts .. job.id, ARGV[4])
redis.call('PEXPIRE', K.attempts .. job.id, 3600000)
redis.call('HSET', job.key, 'state', 'completed', 'finished_at', NOW)
if redis.call('GET', K.testing .. job.client) == job.id then redis.call('DEL', K.testing .. job.client) end
count('tests.' .. ARGV[5])
return 1
