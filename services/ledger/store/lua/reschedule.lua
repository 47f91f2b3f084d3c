-- Move what is due later than anything can have scheduled it: Redis's clock was ahead and was put right. What waits is
-- due now, and the limits of endpoints and clients pace it as ever. A lease is shortened to a whole one from now, so that
-- whoever still works on the job keeps it. Only what is too far is looked at, from the end of each sorted set.
-- ARGV: policy, how many are moved at most, or looked at of each kind to name their clients, milliseconds from now from
-- which a delivery is too far, 1 to move or 0 to count, 1 where the clock was seen to be put back since the last call.
-- Answers, of leases of evaluations, leases of deliveries, evaluations, deliveries, catalogues to be read and
-- evaluations owed to the archive: how many, the furthest moment (0 for none), and {client, how many, ...} of those
-- that were looked at.

local limit, furthest, is_to_move = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == '1'

-- Clocks of a primary and its replica differ by this at most while both are looked after.
local MARGIN = MINUTE

local function shorten_lease(job)
  local lease_until = NOW + P.lease
  redis.call('HSET', job.key, 'lease_until', lease_until)
  redis.call('ZADD', K.running .. job.queue, lease_until, job.id)
  if job.lane then take_place(job.lane, job.id, lease_until) end
  set_wake(job, lease_until)
end

local function owe_now(job)
  redis.call('ZADD', K.waiting .. job.queue, NOW, job.id)
  if job.lane then
    redis.call('HDEL', K.endpoint .. job.lane, 'open_until', 'paced_until')
  else
    not_ready(job.queue, job.client, job.id)
  end
  set_wake(job, NOW)
end

-- Answers what acts on a job in the given state and drops from the set what is there no more.
local function on_job(set, state, act)
  return function(id)
    local job = read_job(id)
    if job and job.state == state then act(job) else redis.call('ZREM', set, id) end
  end
end

local function move_import(id)
  local is_running = redis.call('HGET', K.import .. id, 'state') == 'running'
  redis.call('ZADD', K.imports, is_running and NOW + P.lease or NOW, id)
end

-- Answers {client, how many, ...} of the furthest.
local function clients_of(set, from, hash)
  local order, counts, answer = {}, {}, {}
  for _, id in ipairs(redis.call('ZREVRANGEBYSCORE', set, '+inf', from, 'LIMIT', 0, limit)) do
    local client = redis.call('HGET', hash .. id, 'client')
    if client then
      if not counts[client] then order[#order + 1] = client end
      counts[client] = (counts[client] or 0) + 1
    end
  end
  for _, client in ipairs(order) do
    answer[#answer + 1] = client
    answer[#answer + 1] = counts[client]
  end
  return answer
end

local answer = {}
local function told(number, last, clients)
  answer[#answer + 1] = number
  answer[#answer + 1] = string.format('%.0f', last)
  answer[#answer + 1] = clients
end

local function see_to(set, later_than, act, hash)
  local last, from = tonumber(redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')[2]), string.format('(%.0f', later_than)
  if not last or last <= later_than then return told(0, 0, {}) end
  if not is_to_move then
    return told(redis.call('ZCOUNT', set, from, '+inf'), last, clients_of(set, from, hash or K.job))
  end
  write_though_full()
  local ids = redis.call('ZRANGEBYSCORE', set, from, '+inf', 'LIMIT', 0, limit)
  for _, id in ipairs(ids) do act(id) end
  count('clock.rescheduled', #ids)
  limit = limit - #ids
  told(#ids, last, {})
end

if ARGV[5] == '1' then
  write_though_full()
  count('clock.put_back')
end
for _, queue in ipairs({'evaluate', 'deliver'}) do
  local set = K.running .. queue
  see_to(set, NOW + P.lease + MARGIN, on_job(set, 'running', shorten_lease))
end
see_to(K.waiting .. 'evaluate', NOW + MARGIN, on_job(K.waiting .. 'evaluate', 'waiting', owe_now))
see_to(K.waiting .. 'deliver', NOW + furthest, on_job(K.waiting .. 'deliver', 'waiting', owe_now))
see_to(K.imports, NOW + P.lease + MARGIN, move_import, K.import)
see_to(K.to_archive, NOW + math.max(furthest, P.archive_after), function(id) redis.call('ZADD', K.to_archive, NOW, id) end)

-- What says "done within this minute" would say so until that far minute is over.
for _, key in ipairs({K.minute_taken, K.kept_measured}) do
  if redis.call('PTTL', key) > MINUTE then redis.call('DEL', key) end
end
return answer
