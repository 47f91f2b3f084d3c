-- Erase evaluations of one learner with all that belongs to them. Whoever works on one finds its claim lost.
-- ARGV: policy, name of the learner in the index, how many evaluations at most.
-- Answers {evaluations erased, deliveries erased, evaluations left, now, id of each that was erased}.

local index, deliveries = K.learner .. ARGV[2], 0

-- Owed to the archive from here on, whoever crashes.
if P.archives then redis.call('ZADD', K.erasures, NOW, ARGV[2]) end

local function forget(job)
  leave(job)
  if job.state == 'dead' then leave_the_dead(job) end
  unset_wake(job)
  if job.state ~= 'completed' and job.state ~= 'discarded' then count_in_batches(job, 'erased', 1) end
  redis.call('ZREM', K.evaluations .. job.client, job.id)
  if job.lane then redis.call('ZREM', K.history .. job.lane, job.id) end
  redis.call('DEL', job.key, K.attempts .. job.id)
  count(job.queue .. '.erased.' .. job.state)
end

local ids = redis.call('ZRANGE', index, 0, ARGV[3] - 1)
local evaluations, erased = 0, {}
for _, id in ipairs(ids) do
  local job = read_job(id)
  if job then
    local v = redis.call('HMGET', job.key, 'deliveries', 'record')
    for delivery in string.gmatch(v[1] or '', '%S+') do
      local one = read_job(delivery)
      if one then
        forget(one)
        deliveries = deliveries + 1
      end
    end
    if v[2] then forget_record(v[2]) end
    redis.call('DEL', K.recommendation .. id)
    forget(job)
    owe_to_archive(id, NOW)
    erased[#erased + 1] = id
    evaluations = evaluations + 1
  end
  redis.call('ZREM', index, id)
end
return {evaluations, deliveries, redis.call('ZCARD', index), NOW, erased}
