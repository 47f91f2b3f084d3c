-- Note what was seen of a start that did not finish, for the day the job is set aside as poison. The lease decides.
-- ARGV: policy, job id, code (counted), sentence. Answers 1, or 0 when nobody works on the job.

local job = read_job(ARGV[2])
if not job or job.state ~= 'running' then return 0 end
redis.call('HSET', job.key, 'seen_' .. job.claims, ARGV[4])
count(job.queue .. '.trouble.' .. ARGV[3])
return 1
