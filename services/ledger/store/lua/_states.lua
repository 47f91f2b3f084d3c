-- The ways a job changes its state. A job is waiting, running, completed, dead or discarded; while it is waiting,
-- running or dead it is in just one set accordingly.

-- Of 0 to 7, the least first, as RFC 9218 has it.
local USUAL_PRIORITY = 3

local function read_job(id)
  local v = redis.call('HMGET', K.job .. id, 'queue', 'state', 'lane', 'evaluation', 'token', 'settled', 'claims',
    'lease_until', 'client', 'event', 'reason', 'learner', 'test', 'priority', 'batches')
  if not v[1] then return nil end
  return {
    id = id, key = K.job .. id, queue = v[1], state = v[2], lane = v[3], evaluation = v[4], token = v[5],
    settled = v[6], claims = tonumber(v[7] or 0), lease_until = tonumber(v[8] or 0), client = v[9], event = v[10],
    reason = v[11], learner = v[12], test = v[13], priority = tonumber(v[14] or USUAL_PRIORITY),
    batches = v[15],
  }
end

-- More than any moment in milliseconds, so that priority goes before age.
local ONE_PRIORITY = 1e13

-- Has the job taken from `at` on. A running one may be taken when its lease is over.
local function set_wake(job, at)
  if job.lane then
    redis.call('ZADD', K.lane .. job.lane, at, job.id)
    place_lane(job.lane)
  elseif job.state == 'running' then
    redis.call('ZADD', K.due, at, job.id)
    not_ready('evaluate', job.client, job.id)
  else
    redis.call('ZADD', K.due, NOW + P.grace, job.id)
    make_ready('evaluate', job.client, job.id, job.priority * ONE_PRIORITY + at)
  end
end

local function unset_wake(job)
  if not job.lane then
    redis.call('ZREM', K.due, job.id)
    not_ready('evaluate', job.client, job.id)
    return
  end
  redis.call('ZREM', K.lane .. job.lane, job.id)
  give_place_back(job.lane, job.id)
  place_lane(job.lane)
end

local function leave(job)
  redis.call('ZREM', K.waiting .. job.queue, job.id)
  redis.call('ZREM', K.running .. job.queue, job.id)
end

-- A lease that ran out: the job is owed again since then. Its token stays good until somebody else claims it.
local function expire_lease(job)
  leave(job)
  redis.call('ZADD', K.waiting .. job.queue, job.lease_until, job.id)
  redis.call('HSET', job.key, 'state', 'waiting')
  job.state = 'waiting'
  count(job.queue .. '.leases_expired')
end

-- Since when the job is owed, whatever was started and not finished since: its age among those of its client.
local function first_owed(job)
  local v = redis.call('HMGET', job.key, 'again_at', 'accepted_at')
  return tonumber(v[1] or v[2])
end

local function end_claim(job)
  redis.call('HDEL', job.key, 'token', 'lease_until', 'worker')
end

-- Has a running delivery tried again from `due` on. What ended by itself is no poison: claims start anew.
local function deliver_later(job, due)
  leave(job)
  end_claim(job)
  redis.call('HSET', job.key, 'state', 'waiting', 'claims', 0)
  redis.call('ZADD', K.waiting .. job.queue, due, job.id)
  give_place_back(job.lane, job.id)
  set_wake(job, due)
end

local function complete(job)
  leave(job)
  unset_wake(job)
  end_claim(job)
  redis.call('HSET', job.key, 'state', 'completed', 'finished_at', NOW)
  count(job.queue .. '.completed')
  count_in_batches(job, 'completed', 1)
end

local function bury(job, reason, detail)
  leave(job)
  unset_wake(job)
  end_claim(job)
  redis.call('HSET', job.key, 'state', 'dead', 'finished_at', NOW, 'reason', reason, 'detail', detail)
  redis.call('ZADD', K.dead .. job.queue .. ':' .. reason, NOW, job.id)
  redis.call('SADD', K.dead_reasons .. job.queue, reason)
  redis.call('ZADD', K.dead_of .. job.client, NOW, job.id)
  count(job.queue .. '.dead.' .. reason)
  count_in_batches(job, 'dead', 1)
end

local function bury_as_disabled(job)
  bury(job, 'endpoint_disabled', 'The endpoint was disabled or deleted before this delivery arrived. '
    .. 'Put the endpoint again with an address that answers, then send this delivery again.')
end

local function leave_the_dead(job)
  redis.call('ZREM', K.dead .. job.queue .. ':' .. job.reason, job.id)
  redis.call('ZREM', K.dead_of .. job.client, job.id)
  count_in_batches(job, 'dead', -1)
end

-- Owes a job that was settled once more, from `at` on, as if it had never been started.
local function owe_again(job, at)
  redis.call('HSET', job.key, 'state', 'waiting', 'claims', 0, 'attempts', 0, 'again_at', NOW)
  redis.call('HDEL', job.key, 'reason', 'detail', 'finished_at')
  job.state = 'waiting'
  redis.call('ZADD', K.waiting .. job.queue, at, job.id)
  set_wake(job, at)
  if at <= NOW then wake(job.queue, job.id) end
end

-- Answers 'yes' if the token may settle the job, 'again' if it has done so already and only the answer got lost, else
-- 'no'. A yes is recorded, so the caller has to go through with it.
local function may_settle(job, token)
  if not job then return 'no' end
  if job.settled == token then return 'again' end
  if job.token ~= token then return 'no' end
  redis.call('HSET', job.key, 'settled', token)
  return 'yes'
end
