-- Claim a job for one worker until its lease ends, or say that there is nothing to do.
-- ARGV: policy, queue, job id, worker, token (new and random: the fence around what this worker may still write).
-- Answers false, or {payload, client, claims, attempts, accepted_at, evaluation, now, endpoint field, value, ...}.

local queue, id, worker, token = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- Reads the job, or answers nil when it is not for this worker: unknown, settled, set aside, held by another, due later.
local function open_job()
  local job = read_job(id)
  if not job or job.queue ~= queue then return nil end
  if job.state == 'running' and job.token == token then return job end
  if job.state == 'running' and job.lease_until <= NOW then
    expire_lease(job)
    job.state = 'waiting'
  end
  if job.state ~= 'waiting' then return nil end
  -- A duplicate wake-up must not bring a scheduled retry forward: its schedule would be spent in a moment.
  local owed_since = redis.call('ZSCORE', K.waiting .. queue, id)
  if owed_since and tonumber(owed_since) > NOW then return nil end
  return job
end

-- Takes a place in the lane: the one the dispatcher kept for this job, or a free one.
local function take_slot(job)
  redis.call('ZREM', K.slots .. job.lane, id)
  if free_slots(job.lane) > 0 then
    redis.call('ZADD', K.slots .. job.lane, NOW + P.lease, id)
    return true
  end
  place_lane(job.lane)
  return false
end

local function start(job)
  job.claims = job.claims + 1
  leave(job)
  redis.call('ZADD', K.running .. queue, NOW + P.lease, id)
  redis.call('HSET', job.key, 'state', 'running', 'token', token, 'worker', worker, 'claims', job.claims,
    'lease_until', NOW + P.lease, 'started_at', NOW)
  set_wake(job, NOW + P.lease)
  count(queue .. '.claims')
end

local job = open_job()
if not job then return false end

if job.state == 'waiting' then
  if job.claims >= P.claims_allowed then
    bury(job, 'poison', 'Started ' .. job.claims .. ' times and never finished: it may crash, hang or exhaust the '
      .. 'memory of whoever works on it.')
    return false
  end
  if job.lane then
    if is_disabled(job.lane) then
      bury_as_disabled(job)
      return false
    end
    if not take_slot(job) then return false end
  end
  start(job)
end

local v = redis.call('HMGET', job.key, 'payload', 'client', 'attempts', 'accepted_at')
local answer = {v[1], v[2], job.claims, v[3], v[4], job.evaluation, NOW}
if job.lane then
  answer[1] = redis.call('GET', K.recommendation .. job.evaluation)
  for _, part in ipairs(redis.call('HGETALL', K.endpoint .. job.lane)) do answer[#answer + 1] = part end
end
return answer
