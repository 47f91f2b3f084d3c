-- A process was lost. Of what it had in hand the first that is not settled is what it was at work on: what was seen is
-- noted, for the day the job is set aside as poison, and its lease decides. The others were never begun, so they are
-- given back.
-- ARGV: policy, worker, code (counted), sentence. Answers the id of what it was at work on, or false.

local worker, at_work_on = ARGV[2], false
local ids = string.match(redis.call('GET', K.hand .. worker) or '', '^%S+ (.+)$') or ''
for id in string.gmatch(ids, '%S+') do
  local job = read_job(id)
  if job and job.state == 'running' and redis.call('HGET', job.key, 'worker') == worker then
    if at_work_on then
      give_back(job)
    else
      at_work_on = id
      redis.call('HSET', job.key, 'seen_' .. job.claims, ARGV[4])
      count(job.queue .. '.trouble.' .. ARGV[3])
    end
  end
end
wake_for_what_is_ready('evaluate')
return at_work_on
