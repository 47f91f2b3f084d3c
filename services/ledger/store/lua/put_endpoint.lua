-- Create an endpoint or change what was said of it. Putting a disabled endpoint enables it again; a paused one stays
-- paused; a new address starts with a closed circuit breaker, and where proof is needed it has to be proved anew.
-- ARGV: policy, client, endpoint, address, mode, secret for a new endpoint, events (separated by spaces), most in
-- flight or '', requests a second or '', hours of a learner's link or '', 1 for the headers of a CloudEvent or ''.
-- Answers {1 if it was created, now, field, value, ...}, or {'over', most, used} where the client may have no more.

local lane = ARGV[2] .. ':' .. ARGV[3]
local key = K.endpoint .. lane
local before = redis.call('HMGET', key, 'state', 'address')

if not before[1] then
  local most, used = limits_of(ARGV[2]).endpoints, redis.call('SCARD', K.endpoints .. ARGV[2])
  if most and used >= most then return {'over', most, used} end
  redis.call('SADD', K.endpoints .. ARGV[2], ARGV[3])
  redis.call('HSET', key, 'id', ARGV[3], 'client', ARGV[2], 'state', 'active', 'created_at', NOW, 'secret', ARGV[6])
elseif before[1] == 'disabled' or before[2] ~= ARGV[4] then
  close_circuit(lane)
end
if before[2] ~= ARGV[4] then
  redis.call('HDEL', key, 'unproven', 'proven_at')
  if P.needs_proof then redis.call('HSET', key, 'unproven', NOW) end
end
if before[1] == 'disabled' then
  redis.call('HSET', key, 'state', 'active')
  redis.call('HDEL', key, 'reason')
end
redis.call('HSET', key, 'address', ARGV[4], 'mode', ARGV[5], 'events', ARGV[7])
for place, field in ipairs({'in_flight', 'rate', 'link_hours', 'cloudevents'}) do
  local value = ARGV[7 + place]
  if value == '' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, value) end
end
redis.call('HDEL', key, 'paced_until')
place_lane(lane)

local answer = {before[1] and 0 or 1, NOW}
for _, part in ipairs(redis.call('HGETALL', key)) do answer[#answer + 1] = part end
return answer
