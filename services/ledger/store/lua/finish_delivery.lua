-- A delivery arrived. When it was the last one owed, the evaluation's retention time starts.
-- ARGV: policy, job id, token, attempt (JSON), outcome. Answers 2 where more may be taken now, else 1, or 0 when the
-- claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

log_attempt(job, ARGV[4], ARGV[5], true)
complete(job)
if job.event == 'recommendation.completed' and not redis.call('HGET', job.key, 'again_at') then
  local accepted = redis.call('HMGET', K.job .. job.evaluation, 'accepted_at', 'again_at')
  if accepted[1] and not accepted[2] then observe('delivered', NOW - tonumber(accepted[1])) end
end
owe_one_less(job.evaluation)
return settled('deliver')
