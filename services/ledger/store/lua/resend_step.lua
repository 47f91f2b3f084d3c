-- Take up the next deliveries of a resending, due one after another at its pace, and count what was done with each.
-- Taking an id off the list and owing it again is this one step, so none is left out or done twice.
-- ARGV: policy, how many at most. Answers how many were looked at.

local id = redis.call('ZRANGE', K.resendings, 0, 0)[1]
if not id then return 0 end
write_though_full()
local key = K.resending .. id
local v = redis.call('HMGET', key, 'asked_at', 'next_at', 'per_second', 'state', 'reason', 'client', 'digest')
local asked_at, next_at, interval = tonumber(v[1]), tonumber(v[2]), 1000 / tonumber(v[3])

local function take_up(job)
  if not job then return 'gone' end
  local is_wanted = (v[4] == '' or v[4] == job.state) and (v[5] == '' or v[5] == job.reason)
    and (v[6] == '' or v[6] == job.client) and job.queue == 'deliver'
  if not is_wanted then return 'left' end
  next_at = math.max(next_at, NOW)
  return deliver_again(job, math.floor(next_at), asked_at)
end

local popped = redis.call('ZPOPMIN', K.resending_ids .. id, ARGV[2])
for place = 1, #popped, 2 do
  local done = take_up(read_job(popped[place]))
  if done == 'again' then next_at = next_at + interval end
  redis.call('HINCRBY', key, done, 1)
end
redis.call('HSET', key, 'next_at', string.format('%.3f', next_at))
if redis.call('EXISTS', K.resending_ids .. id) == 0 then
  redis.call('HSET', key, 'finished_at', NOW)
  redis.call('PEXPIRE', key, P.retention)
  redis.call('DEL', K.resending_of .. v[7])
  redis.call('ZREM', K.resendings, id)
end
return #popped / 2
