-- A delivery arrived. When it was the last one owed, the evaluation's retention time starts.
-- ARGV: policy, job id, token, attempt (JSON), outcome. Answers 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

log_attempt(job, ARGV[4], ARGV[5], true)
complete(job)
owe_one_less(job.evaluation)
return 1
