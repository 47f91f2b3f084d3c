-- A delivery did not arrive and is tried again later. What ended with an answer is no poison: claims start anew.
-- ARGV: policy, job id, token, attempt (JSON), outcome, milliseconds until it is due. Answers 2 where
-- more may be taken now, else 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

log_attempt(job, ARGV[4], ARGV[5], false)
deliver_later(job, NOW + tonumber(ARGV[6]))
count(job.queue .. '.retried')
return settled('deliver')
