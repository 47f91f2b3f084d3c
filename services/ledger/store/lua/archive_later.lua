-- Nothing came of archiving these: they are to be taken again at once, not when the lease is over.
-- ARGV: policy, then id and version of each. Answers how many.

local given = 0
for place = 2, #ARGV, 2 do
  if tonumber(redis.call('ZSCORE', K.to_archive, ARGV[place]) or 0) == tonumber(ARGV[place + 1]) then
    redis.call('ZADD', K.to_archive, NOW, ARGV[place])
    given = given + 1
  end
end
return given
