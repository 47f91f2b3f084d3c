-- Note that the endpoint's address is its client's, from which on it is sent to.
-- ARGV: policy, client, endpoint, address that was proved, or '' for the one it has. Answers 1, or 0 where there is no
-- such endpoint, or it has another address by now.

local lane = ARGV[2] .. ':' .. ARGV[3]
local key = K.endpoint .. lane
local address = redis.call('HGET', key, 'address')
if not address or (ARGV[4] ~= '' and ARGV[4] ~= address) then return 0 end
redis.call('HDEL', key, 'unproven')
redis.call('HSET', key, 'proven_at', NOW)
count('endpoints.proven')
place_lane(lane)
return 1
