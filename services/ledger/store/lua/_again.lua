-- Taking up again what was settled: deliveries under the same id, and evaluations that were set aside.

-- Owes a settled delivery once more, from `at` on. Answers 'again', or why not: 'owed' (it is still or was taken up
-- since `asked_at`), 'disabled' (its endpoint), 'gone' (what it would carry).
local function deliver_again(job, at, asked_at)
  local again_at = tonumber(redis.call('HGET', job.key, 'again_at') or 0)
  if job.state == 'waiting' or job.state == 'running' or (again_at >= asked_at and again_at <= NOW) then return 'owed' end
  if is_disabled(job.lane) then return 'disabled' end
  local carries = redis.call('HEXISTS', job.key, 'payload') + redis.call('EXISTS', K.recommendation .. job.evaluation)
    + redis.call('HEXISTS', K.job .. job.evaluation, 'archived')
  if carries == 0 then return 'gone' end
  if job.state == 'dead' then
    leave_the_dead(job)
    count('deliver.requeued.' .. job.reason)
  else
    redis.call('HINCRBY', K.job .. job.evaluation, 'owed', 1)
    stop_retention(job.evaluation)
    count('deliver.again.' .. job.state)
  end
  owe_again(job, at)
  return 'again'
end

-- Takes up a dead evaluation.
local function evaluate_again(job, at)
  if job.state ~= 'dead' then return 'owed' end
  leave_the_dead(job)
  count('evaluate.requeued.' .. job.reason)
  owe_again(job, at)
  return 'again'
end
