-- Claim what comes next, several at once where they wait: by client in turn; within a client evaluations by priority and
-- age, deliveries by lane in turn. Each has a lease and a token of its own. Where something is left for others, a message
-- says so. The cost depends on how many are claimed, not on what is owed.
-- ARGV: policy, queue, worker, tokens (new and random, as many as may be claimed).
-- Answers {{id, token, what _pulling.lua says of a job that is handed over}, ...}.

local queue, worker = ARGV[2], ARGV[3]
local claims = {}

local function hand_over(job, token)
  claims[#claims + 1] = {job.id, token, handed_over(job)}
end

-- The client of Redis sends a command again when the connection broke before the answer.
local function claimed_before()
  local token, ids = string.match(redis.call('GET', K.hand .. worker) or '', '^(%S+) (.+)$')
  if not token or token ~= ARGV[4] then return false end
  local place = 4
  for id in string.gmatch(ids, '%S+') do
    local job = read_job(id)
    if job and job.state == 'running' and job.token == ARGV[place] then hand_over(job, ARGV[place]) end
    place = place + 1
  end
  return true
end

-- Answers the client's next evaluation. What a process of an older release has taken since is not waiting any more.
local function next_evaluation(client)
  local id = redis.call('ZRANGE', ready_of(queue, client), 0, 0)[1]
  local job = id and read_job(id)
  if job and job.state == 'waiting' then return job end
  not_ready(queue, client, id or '')
end

-- Answers the next delivery of the client's next lane.
local function next_delivery(client)
  local lane = redis.call('ZRANGE', ready_of(queue, client), 0, 0)[1]
  if not lane then return not_ready(queue, client, '') end
  local id = redis.call('ZRANGEBYSCORE', K.lane .. lane, '-inf', NOW, 'LIMIT', 0, 1)[1]
  if not id or is_disabled(lane) or free_slots(lane) <= 0 then return place_lane(lane) end
  local job = read_job(id)
  if job and job.state == 'running' and job.lease_until <= NOW then expire_lease(job) end
  if job and job.state == 'waiting' then return job end
  if job and job.state == 'running' then
    redis.call('ZADD', K.lane .. lane, job.lease_until, id)
  else
    redis.call('ZREM', K.lane .. lane, id)
  end
  place_lane(lane)
end

-- What was started before and not finished may be what ended its worker. It is claimed alone, so that those beside it
-- are not blamed for it again.
local function must_be_alone(job)
  return job.queue == 'evaluate' and job.claims > 0
end

local function claim(job, token)
  if job.lane then
    take_place(job.lane, job.id, NOW + P.lease)
    pace(job.lane, 1)
  end
  charge(queue, job.client, job.lane)
  start(job, worker, token)
  hand_over(job, token)
end

if claimed_before() then return claims end

local next_of = queue == 'evaluate' and next_evaluation or next_delivery
local looks, ids = LOOKS, {}
while 3 + #claims < #ARGV and looks > 0 do
  looks = looks - 1
  local client = next_client(queue)
  if not client then break end
  write_though_full()
  local job = next_of(client)
  if job and job.claims >= P.claims_allowed then
    as_poison(job)
  elseif job then
    local is_alone = must_be_alone(job)
    if is_alone and #claims > 0 then break end
    ids[#ids + 1] = job.id
    claim(job, ARGV[4 + #claims])
    if is_alone then break end
  end
end
if #ids > 0 then take_in_hand(worker, ARGV[4], ids) end
wake_for_what_is_ready(queue)
return claims
