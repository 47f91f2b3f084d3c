-- Claim a job for one worker until its lease ends, or say that there is nothing to do.
-- ARGV: policy, queue, job id, worker, token (new and random: the fence around what this worker may still write).
-- Answers false, or {payload, client, claims, attempts, accepted_at, evaluation, now, event, endpoint field, value, ...}.

local queue, id, worker, token = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- Reads the job, or answers nil when it is not for this worker: unknown, settled, set aside, held by another, due later.
local function open_job()
  local job = read_job(id)
  if not job or job.queue ~= queue then return nil end
  if job.state == 'running' and job.token == token then return job end
  if job.test then return job.state == 'waiting' and job or nil end
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

-- Takes a place in the lane: the one the dispatcher kept for this job and spoke for, or a free one.
local function take_slot(job)
  local kept = tonumber(redis.call('ZSCORE', K.slots .. job.lane, id) or 0) > NOW
  give_place_back(job.lane, id)
  if free_slots(job.lane, kept) > 0 then
    take_place(job.lane, id, NOW + P.lease)
    if not kept then pace(job.lane, 1) end
    return true
  end
  place_lane(job.lane)
  return false
end

local function start(job)
  job.claims = job.claims + 1
  redis.call('HSET', job.key, 'state', 'running', 'token', token, 'worker', worker, 'claims', job.claims,
    'lease_until', NOW + P.lease, 'started_at', NOW)
  if job.test then return end
  redis.call('HDEL', job.key, 'woken_at')
  leave(job)
  redis.call('ZADD', K.running .. queue, NOW + P.lease, id)
  set_wake(job, NOW + P.lease)
  count(queue .. '.claims')
end

-- Tells of each start what was seen of its end; a worker that dies with its machine leaves nothing to see.
local function as_poison(job)
  local detail = 'Started ' .. job.claims .. ' times and never finished: it may crash, hang or exhaust the memory of '
    .. 'whoever works on it.'
  for claim = 1, job.claims do
    local seen = redis.call('HGET', job.key, 'seen_' .. claim) or 'nothing was seen of its end.'
    detail = detail .. ' Start ' .. claim .. ': ' .. seen
  end
  set_aside(job, 'poison', detail)
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
  start(job)
end

local v = redis.call('HMGET', job.key, 'payload', 'client', 'attempts', 'accepted_at')
-- Without a text where the archive has the recommendation.
local payload = v[1] or redis.call('GET', K.recommendation .. job.evaluation) or ''
local answer = {payload, v[2], job.claims, v[3], v[4], job.evaluation, NOW, job.event}
if job.lane then
  for _, part in ipairs(redis.call('HGETALL', K.endpoint .. job.lane)) do answer[#answer + 1] = part end
end
return answer
