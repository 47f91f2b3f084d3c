-- What comes next, and giving it to a worker.

-- So many are looked at in one call to find what may be taken, so that a call has an end whatever is there.
local LOOKS = 100

-- Answers the client whose turn it is, or nil where nothing may be taken. Clients that have as much in flight as they
-- may keep their turn and are passed over.
local function next_client(queue)
  if is_queue_paused(queue) then return nil end
  for _, client in ipairs(redis.call('ZRANGE', K.turns .. queue, 0, queue == 'evaluate' and 0 or LOOKS)) do
    if queue == 'evaluate' or free_of_client(client) > 0 then return client end
  end
end

-- Says that there is work where some may be taken and no message is unread; answers whether some may be taken.
local function wake_for_what_is_ready(queue)
  local client = next_client(queue)
  if not client then return false end
  if redis.call('LLEN', W[queue].list) > 0 then return true end
  local id = redis.call('ZRANGE', ready_of(queue, client), 0, 0)[1]
  if queue == 'deliver' then id = redis.call('ZRANGE', K.lane .. id, 0, 0)[1] end
  if id then wake(queue, id) end
  return true
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

-- Gives the job to a worker until its lease ends. `token` is the fence around what the worker may still write.
local function start(job, worker, token)
  job.claims = job.claims + 1
  job.state = 'running'
  redis.call('HSET', job.key, 'state', 'running', 'token', token, 'worker', worker, 'claims', job.claims,
    'lease_until', NOW + P.lease, 'started_at', NOW)
  if job.test then return end
  if job.lane then redis.call('HDEL', job.key, 'woken_at') end
  leave(job)
  redis.call('ZADD', K.running .. job.queue, NOW + P.lease, job.id)
  set_wake(job, NOW + P.lease)
  count(job.queue .. '.claims')
end

-- So long after a lease is over, what was seen of a lost process still finds the job that it was of.
local SEEN_AFTER_LEASE = 600000

-- Remembers what a worker took with one call, in the order in which it works on it.
local function take_in_hand(worker, token, ids)
  local remembered = math.max(0, P.lease) + SEEN_AFTER_LEASE
  redis.call('SET', K.hand .. worker, token .. ' ' .. table.concat(ids, ' '), 'PX', remembered)
end

-- Has an evaluation that was claimed and never begun taken by somebody else, as if it had not been claimed.
local function give_back(job)
  local since = first_owed(job)
  leave(job)
  end_claim(job)
  job.state = 'waiting'
  redis.call('HSET', job.key, 'state', 'waiting', 'claims', job.claims - 1)
  redis.call('ZADD', K.waiting .. job.queue, since, job.id)
  set_wake(job, since)
  count('evaluate.given_back')
end

-- Answers when what a delivery tells of happened, and the number that orders it among the learner's. A recommendation is
-- of the moment its profile was accepted, which is the day it was decided for: should it be decided again because what
-- became of it was lost with a failover, the same bytes are sent. What an older release accepted has no number.
local function happened(job, accepted_at)
  if not job.lane or not job.evaluation then return accepted_at, '' end
  local parent = redis.call('HMGET', K.job .. job.evaluation, 'accepted_at', 'sequence')
  if not parent[2] then return accepted_at, '' end
  return job.event == 'recommendation.completed' and parent[1] or accepted_at, parent[2]
end

-- Answers what a worker needs to know of a job it has: {payload, client, claims, attempts, accepted_at, evaluation, now,
-- event, sequence or '', journey, overlay, catalogue, endpoint field, value, ...}. What goes with a webhook is what goes
-- with the evaluation that it tells of; overlay and catalogue are those that an evaluation was accepted under.
local function handed_over(job)
  local v = redis.call('HMGET', job.key, 'payload', 'client', 'attempts', 'accepted_at', 'journey', 'overlay', 'catalogue')
  local journey = v[5] or job.evaluation and redis.call('HGET', K.job .. job.evaluation, 'journey')
  -- Without a text where the archive has the recommendation.
  local payload = v[1] or redis.call('GET', K.recommendation .. job.evaluation) or ''
  local at, sequence = happened(job, v[4])
  local answer = {payload, v[2], job.claims, v[3], at, job.evaluation, NOW, job.event, sequence, journey, v[6], v[7]}
  if job.lane then
    for _, part in ipairs(redis.call('HGETALL', K.endpoint .. job.lane)) do answer[#answer + 1] = part end
  end
  return answer
end

-- What a script answers that settled a job: 2 where more may be taken now, so that the worker asks for it, else 1.
local function settled(queue)
  return next_client(queue) and 2 or 1
end
