-- A delivery cannot be tried now, through no fault of its receiver: it is due again later, and nothing is counted of it.
-- ARGV: policy, job id, token, milliseconds until it is due. Answers 2 where
-- more may be taken now, else 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

local due = NOW + tonumber(ARGV[4])
leave(job)
end_claim(job)
redis.call('HSET', job.key, 'state', 'waiting', 'claims', 0)
redis.call('ZADD', K.waiting .. job.queue, due, job.id)
give_place_back(job.lane, job.id)
set_wake(job, due)
count(job.queue .. '.put_off')
return settled('deliver')
