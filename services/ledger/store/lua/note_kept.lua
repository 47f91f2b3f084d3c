-- Note how many bytes each client was measured to keep, in place of what was measured and added before.
-- ARGV: policy, then client and bytes of each. Answers 1.

redis.call('DEL', K.kept)
for place = 2, #ARGV, 2 do redis.call('HSET', K.kept, ARGV[place], ARGV[place + 1]) end
return 1
