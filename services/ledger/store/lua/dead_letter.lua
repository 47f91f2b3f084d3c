-- Set a job aside for people to look at, with the reason. Dead letters never expire.
-- ARGV: policy, job id, token, reason, detail, attempt (JSON) or '', outcome. Answers 2 where more may be
-- taken now, else 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

if ARGV[6] ~= '' then log_attempt(job, ARGV[6], ARGV[7], false) end
set_aside(job, ARGV[4], ARGV[5])
return settled(job.queue)
