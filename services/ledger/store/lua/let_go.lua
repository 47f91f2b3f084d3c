-- The archive has these evaluations as they were when they were taken: let go of what need not be here any more. One that
-- changed meanwhile, or is in other hands, is left alone; it comes again.
-- ARGV: policy, then of each: id, version, and 1 where the archive has it as settled, 0 where something of it was owed.
-- Answers how many were let go of whole.

local function forget_delivery(id)
  local lane = redis.call('HGET', K.job .. id, 'lane')
  if lane then redis.call('ZREM', K.history .. lane, id) end
  redis.call('DEL', K.job .. id, K.attempts .. id)
end

local function forget_text(job)
  keep_more(job.client, 0 - redis.call('STRLEN', K.recommendation .. job.id))
  redis.call('DEL', K.recommendation .. job.id)
end

local function forget(job)
  for id in string.gmatch(redis.call('HGET', job.key, 'deliveries') or '', '%S+') do forget_delivery(id) end
  if job.learner then redis.call('ZREM', K.learner .. job.learner, job.id) end
  redis.call('ZREM', K.evaluations .. job.client, job.id)
  forget_text(job)
  keep_more(job.client, 0 - ENTRIES)
  redis.call('DEL', job.key)
end

-- Writes a job's hash anew: Redis keeps one that ever held a long text, as a profile is, in three times the room.
local function repack(key)
  local fields = redis.call('HGETALL', key)
  redis.call('DEL', key)
  redis.call('HSET', key, unpack(fields))
end

local function is_settled(job)
  return (job.state == 'completed' or job.state == 'discarded')
    and tonumber(redis.call('HGET', job.key, 'owed') or 0) == 0
end

local gone = 0
for place = 2, #ARGV, 3 do
  local id, version, as_settled = ARGV[place], tonumber(ARGV[place + 1]), ARGV[place + 2] == '1'
  if tonumber(redis.call('ZSCORE', K.to_archive, id) or 0) == version then
    local job = read_job(id)
    local record = job and redis.call('HGET', job.key, 'record')
    if record then shorten_record(record) end
    if job and as_settled and is_settled(job) then
      forget(job)
      gone = gone + 1
      count('archive.let_go')
    elseif job and job.state == 'completed' then
      forget_text(job)
      redis.call('HSET', job.key, 'archived', 1)
      repack(job.key)
    end
    redis.call('ZREM', K.to_archive, id)
  end
end
return gone
