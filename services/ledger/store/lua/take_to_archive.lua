-- Which evaluations is the archive to take now? Each answered one comes again when the lease is over, should nothing come
-- of it. Nothing is answered before the archive owns.
-- ARGV: policy, limit. Answers {id, version, id, version, ...}: the version is the moment at
-- which the lease ends, and higher each time.

if redis.call('EXISTS', K.archive_owns) == 0 then return {} end
local taken = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.to_archive, '-inf', NOW, 'LIMIT', 0, ARGV[2])) do
  local version = NOW + P.lease
  redis.call('ZADD', K.to_archive, version, id)
  taken[#taken + 1] = id
  taken[#taken + 1] = version
end
return taken
