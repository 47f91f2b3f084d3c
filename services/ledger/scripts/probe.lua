-- Find out whether Redis takes new work: the same conditions as for accepting a profile, and a write that a full,
-- read-only or failing Redis refuses. ARGV: policy. Answers the percentage of maxmemory in use.

redis.call('SET', K.probe, NOW, 'PX', 60000)
return used_percent()
