-- A process was lost. Of what it had in hand, the first that is neither settled nor seen to fail is what it was at work
-- on: what was seen is noted, for the day the job is set aside as poison, and its lease decides. That lease may be over
-- by now; as long as nobody else has claimed the job since, this was still its last start. The others were never begun,
-- so they are given back.
-- ARGV: policy, worker, code (counted), sentence. Answers the id of what it was at work on, or false.

local worker, at_work_on = ARGV[2], false
local ids = string.match(redis.call('GET', K.hand .. worker) or '', '^%S+ (.+)$') or ''

-- A lease that ran out leaves the worker's name on the job until the next claim; whatever else ends a claim removes it.
local function is_still_of_worker(job)
  return (job.state == 'running' or job.state == 'waiting') and redis.call('HGET', job.key, 'worker') == worker
end

for id in string.gmatch(ids, '%S+') do
  local job = read_job(id)
  if job and is_still_of_worker(job) then
    local seen = 'seen_' .. job.claims
    if at_work_on then
      give_back(job)
    elseif redis.call('HEXISTS', job.key, seen) == 0 then
      at_work_on = id
      redis.call('HSET', job.key, seen, ARGV[4])
      count(job.queue .. '.trouble.' .. ARGV[3])
    end
  end
end
wake_for_what_is_ready('evaluate')
return at_work_on
