-- Take up one settled job now: a delivery that arrived or is dead, or an evaluation that is dead.
-- ARGV: policy, job id, client or '' for any. Answers 'again', 'owed', 'disabled', 'gone' or 'unknown'.

local job = read_job(ARGV[2])
if not job or job.test or (ARGV[3] ~= '' and job.client ~= ARGV[3]) then return 'unknown' end
if job.queue == 'deliver' then return deliver_again(job, NOW, NOW) end
if job.queue == 'evaluate' then return evaluate_again(job, NOW) end
return 'unknown'
