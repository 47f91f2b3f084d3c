-- Claim the job that a message names, or say that there is nothing to do: a test event, or a job that a process of an
-- older release published by its name.
-- ARGV: policy, queue, job id, worker, token (new and random: the fence around what this worker may still write).
-- Answers false, or what _pulling.lua says of a job that is handed over.

local queue, id, worker, token = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- Reads the job, or answers nil when it is not for this worker: unknown, settled, set aside, held by another, due later.
local function open_job()
  local job = read_job(id)
  if not job or job.queue ~= queue then return nil end
  if job.state == 'running' and job.token == token then return job end
  if job.test then return job.state == 'waiting' and job or nil end
  if job.state == 'running' and job.lease_until <= NOW then expire_lease(job) end
  if job.state ~= 'waiting' then return nil end
  -- A duplicate wake-up must not bring a scheduled retry forward: its schedule would be spent in a moment.
  local owed_since = redis.call('ZSCORE', K.waiting .. queue, id)
  if owed_since and tonumber(owed_since) > NOW then return nil end
  return job
end

-- Takes a place in the lane: the one that a dispatcher of an older release kept for this job and spoke for, or a free one.
local function take_slot(job)
  local kept = tonumber(redis.call('ZSCORE', K.slots .. job.lane, id) or 0) > NOW
  give_place_back(job.lane, id)
  if free_slots(job.lane, kept) > 0 and free_of_client(job.client) > 0 then
    take_place(job.lane, id, NOW + P.lease)
    if not kept then pace(job.lane, 1) end
    return true
  end
  place_lane(job.lane)
  return false
end

local job = open_job()
if not job then return false end

if job.state == 'waiting' then
  if not job.test and is_queue_paused(queue) then return false end
  if job.claims >= P.claims_allowed then
    as_poison(job)
    return false
  end
  if job.lane and not job.test then
    if is_disabled(job.lane) then
      bury_as_disabled(job)
      return false
    end
    if not take_slot(job) then return false end
  end
  start(job, worker, token)
  take_in_hand(worker, token, {id})
end
return handed_over(job)
