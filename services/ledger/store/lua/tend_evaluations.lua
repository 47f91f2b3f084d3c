-- See to evaluations whose moment came: leases that ran out, and what a process of an older release accepted. They are
-- ready from now on. Then say that there is work, should every message about it have been lost.
-- ARGV: policy, limit. Answers how many were seen to.

-- What is ready is looked at again after the grace, or later while workers have messages to come for.
local again_in = redis.call('LLEN', W.evaluate.list) > 0 and math.max(P.grace, P.lease) or P.grace

local ids = redis.call('ZRANGEBYSCORE', K.due, '-inf', NOW, 'LIMIT', 0, ARGV[2])
if #ids > 0 then write_though_full() end
for _, id in ipairs(ids) do
  local job = read_job(id)
  if not job then
    redis.call('ZREM', K.due, id)
  elseif job.state == 'running' and job.lease_until > NOW then
    redis.call('ZADD', K.due, job.lease_until, id)
  else
    if job.state == 'running' then expire_lease(job) end
    set_wake(job, first_owed(job))
    redis.call('ZADD', K.due, NOW + again_in, id)
  end
end
wake_for_what_is_ready('evaluate')
return #ids
