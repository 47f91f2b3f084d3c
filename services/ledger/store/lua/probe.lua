-- Find out whether Redis takes new work: the same conditions as for accepting a profile, and a write that a full,
-- read-only or failing Redis refuses. ARGV: policy.
-- Answers {percentage of maxmemory in use, evaluations owed, deliveries owed, dead letters, owed to the archive}.

redis.call('SET', K.probe, NOW, 'PX', 60000)

local function owed(queue)
  return redis.call('ZCARD', K.waiting .. queue) + redis.call('ZCARD', K.running .. queue)
end

local dead = 0
for _, queue in ipairs({'evaluate', 'deliver'}) do
  for _, reason in ipairs(redis.call('SMEMBERS', K.dead_reasons .. queue)) do
    dead = dead + redis.call('ZCARD', K.dead .. queue .. ':' .. reason)
  end
end
return {used_percent(), owed('evaluate'), owed('deliver'), dead, redis.call('ZCARD', K.to_archive)}
