-- Pause, resume or disable an endpoint. Only putting it again enables a disabled one. Resuming closes the circuit
-- breaker: whoever resumes says that the receiver is there, and the failures of before the pause are old.
-- ARGV: policy, client, endpoint, state, reason. Answers 1, or 0 when there is no such endpoint.

local lane = ARGV[2] .. ':' .. ARGV[3]
local key = K.endpoint .. lane
local before = redis.call('HGET', key, 'state')
if not before then return 0 end
if before == 'disabled' then return 1 end
if ARGV[4] == 'disabled' then
  disable_endpoint(lane, ARGV[5])
  return 1
end
redis.call('HSET', key, 'state', ARGV[4], 'reason', ARGV[5])
if ARGV[4] == 'active' then close_circuit(lane) end
if before ~= ARGV[4] then count('endpoints.' .. ARGV[4]) end
place_lane(lane)
return 1
