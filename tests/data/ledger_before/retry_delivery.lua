-- A delivery did not arrive and is tried again later. What ended with an answer is no poison: claims start anew.
-- ARGV: policy, job id, token, attempt (JSON), outcome, milliseconds until it is due. Answers 1, or 0 when lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

local due = NOW + tonumber(ARGV[6])
log_attempt(job, ARGV[4], ARGV[5], false)
leave(job)
end_claim(job)
redis.call('HSET', job.key, 'state', 'waiting', 'claims', 0)
redis.call('ZADD', K.waiting .. job.queue, due, job.id)
give_place_back(job.lane, job.id)
set_wake(job, due)
place_lanes_of_client(job.lane)
count(job.queue .. '.retried')
return 1
