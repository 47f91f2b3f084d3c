-- Count what was refused to clients, and remember for a day to whom and when.
-- ARGV: policy, then of each: client, name of the limit, how often. Answers 1.

for place = 2, #ARGV, 3 do
  count('refused.' .. ARGV[place + 1], ARGV[place + 2])
  redis.call('ZADD', K.refused, NOW, ARGV[place] .. ' ' .. ARGV[place + 1])
end
redis.call('ZREMRANGEBYSCORE', K.refused, '-inf', NOW - 86400000)
return 1
