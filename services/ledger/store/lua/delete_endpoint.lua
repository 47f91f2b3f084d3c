-- Forget an endpoint and its secrets. What is owed to it becomes dead letters, as for a disabled one.
-- ARGV: policy, client, endpoint. Answers 1, or 0 when there is no such endpoint.

local lane = ARGV[2] .. ':' .. ARGV[3]
if redis.call('DEL', K.endpoint .. lane) == 0 then return 0 end
redis.call('SREM', K.endpoints .. ARGV[2], ARGV[3])
place_lane(lane)
count('endpoints.deleted')
return 1
