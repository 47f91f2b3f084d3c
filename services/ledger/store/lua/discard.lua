-- Give a dead letter up for good. It stays readable for the retention time.
-- ARGV: policy, job id, client or '' for any. Answers 1, or 0 when there is no such dead letter.

local job = read_job(ARGV[2])
if not job or job.state ~= 'dead' or (ARGV[3] ~= '' and job.client ~= ARGV[3]) then return 0 end
leave_the_dead(job)
redis.call('HSET', job.key, 'state', 'discarded')
count(job.queue .. '.discarded.' .. job.reason)
count_in_batches(job, 'discarded', 1)
if job.queue == 'deliver' then
  owe_one_less(job.evaluation)
elseif redis.call('HINCRBY', job.key, 'owed', 0) == 0 then
  start_retention(job.id)
end
return 1
