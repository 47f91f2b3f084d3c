-- A delivery cannot be tried now, through no fault of its receiver: it is due again later, and nothing is counted of it.
-- ARGV: policy, job id, token, milliseconds until it is due, 'locked' where no key opens its endpoint's secret, which holds
-- back all that is owed there until then, or ''. Answers 2 where more may be taken now, else 1, or 0 when the claim is lost.

local job = read_job(ARGV[2])
local answer = may_settle(job, ARGV[3])
if answer ~= 'yes' then return answer == 'again' and 1 or 0 end

if ARGV[5] == 'locked' and redis.call('EXISTS', K.endpoint .. job.lane) == 1 then
  redis.call('HSET', K.endpoint .. job.lane, 'sealed_until', NOW + tonumber(ARGV[4]))
end
deliver_later(job, NOW + tonumber(ARGV[4]))
count(job.queue .. '.put_off')
return settled('deliver')
