-- Which evaluations are to be woken now? Each answered one is due again after the grace, should its wake-up be lost.
-- ARGV: policy, limit, name of the list that holds the wake-ups nobody has read yet. Answers job ids.

-- While as many wake-ups are unread as there are jobs to wake, workers have no need of more: they would only be copies
-- of those in the list, and reading copies would take the time that the jobs need.
local owed = redis.call('ZCOUNT', K.waiting .. 'evaluate', '-inf', NOW) + redis.call('ZCARD', K.running .. 'evaluate')
local unread = redis.call('LLEN', ARGV[3])
if unread > 0 and unread >= math.min(owed, P.unread_wake_ups) then return {} end

local woken = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.due, '-inf', NOW, 'LIMIT', 0, ARGV[2])) do
  local job = read_job(id)
  if job then
    if job.state == 'running' then expire_lease(job) end
    redis.call('ZADD', K.due, NOW + P.grace, id)
    woken[#woken + 1] = id
  else
    redis.call('ZREM', K.due, id)
  end
end
return woken
