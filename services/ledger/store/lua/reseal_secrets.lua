-- Put an endpoint's secrets back as they were sealed anew, unless somebody changed them since they were read.
-- ARGV: policy, "<client>:<endpoint>", then of secret, old_secret, older_secrets and rotations what was read and what is to
-- be; '' stands for none. Answers 1, or 0 where something else is there by now.

local lane = ARGV[2]
local key = K.endpoint .. lane
local names = {'secret', 'old_secret', 'older_secrets', 'rotations'}
local found = redis.call('HMGET', key, unpack(names))
for place = 1, #names do
  if (found[place] or '') ~= ARGV[1 + 2 * place] then return 0 end
end
for place, name in ipairs(names) do
  local value = ARGV[2 + 2 * place]
  if value == '' then
    redis.call('HDEL', key, name)
    if name == 'old_secret' then redis.call('HDEL', key, 'old_secret_until') end
  else
    redis.call('HSET', key, name, value)
  end
end
-- What waited for a key that opens them need wait no longer.
if redis.call('HDEL', key, 'sealed_until') == 1 then place_lane(lane) end
return 1
