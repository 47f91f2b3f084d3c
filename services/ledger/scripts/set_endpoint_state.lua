-- Pause, resume or disable an endpoint. Only putting it again enables a disabled one.
-- ARGV: policy, client, endpoint, state, reason. Answers 1, or 0 when there is no such endpoint.

local lane = ARGV[2] .. ':' .. ARGV[3]
local key = K.endpoint .. lane
local before = redis.call('HGET', key, 'state')
if not before then return 0 end
if before ~= 'disabled' then
  redis.call('HSET', key, 'state', ARGV[4], 'reason', ARGV[5])
  if before ~= ARGV[4] then count('endpoints.' .. ARGV[4]) end
  place_lane(lane)
end
return 1
