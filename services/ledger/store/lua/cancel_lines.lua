-- Take back the evaluations of one list of a batch's lines that were not begun. What was sent before the batch is not
-- its to take back. From the first list on no further line is taken.
-- ARGV: policy, batch id, client, a line of the list. Answers how many were taken back; false for no such batch.

local id, key = ARGV[2], K.batch .. ARGV[2]
if redis.call('HGET', key, 'client') ~= ARGV[3] then return false end
redis.call('HSETNX', key, 'cancelled_at', NOW)

local function take_back(job)
  local record = redis.call('HGET', job.key, 'record')
  leave(job)
  unset_wake(job)
  redis.call('HSET', job.key, 'state', 'discarded', 'finished_at', NOW, 'reason', 'cancelled', 'detail',
    'Its batch was cancelled before it was begun.')
  redis.call('HDEL', job.key, 'payload')
  count('evaluate.cancelled')
  count_in_batches(job, 'discarded', 1)
  -- Sent again, it is taken anew.
  if record then forget_record(record) end
  if redis.call('HINCRBY', job.key, 'owed', 0) == 0 then start_retention(job.id) end
end

local taken_back = 0
for _, entry in ipairs(redis.call('HVALS', lines_of(id, tonumber(ARGV[4])))) do
  local job = string.sub(entry, 1, 1) ~= '!' and read_job(string.match(entry, '^%S+'))
  if job and job.state == 'waiting' and string.match(job.batches or '', '^%S+') == id then
    take_back(job)
    taken_back = taken_back + 1
  end
end
return taken_back
