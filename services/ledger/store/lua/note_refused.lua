-- Count what was refused to clients, and remember for a day to whom and when.
-- ARGV: policy, then of each: client, name of the limit, how often. Answers 1.

for place = 2, #ARGV, 3 do
  count('refused.' .. ARGV[place + 1], ARGV[place + 2])
  -- Processes of the version before read K.refused, and know no such limit.
  local kept = ARGV[place + 1] == 'requests_at_once' and K.crowding or K.refused
  redis.call('ZADD', kept, NOW, ARGV[place] .. ' ' .. ARGV[place + 1])
end
for _, kept in ipairs({K.refused, K.crowding}) do redis.call('ZREMRANGEBYSCORE', kept, '-inf', NOW - 86400000) end
return 1
