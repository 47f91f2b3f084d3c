-- Give an endpoint a new secret; the one before stays good for a while, and at most these two are ever valid.
-- ARGV: policy, client, endpoint, new secret, milliseconds the old one stays good. Answers 1, or 0 when there is no
-- such endpoint.

local key = K.endpoint .. ARGV[2] .. ':' .. ARGV[3]
local secret = redis.call('HGET', key, 'secret')
if not secret then return 0 end
-- A command that is sent again because its answer got lost must not make the new secret the old one.
if secret ~= ARGV[4] then
  redis.call('HSET', key, 'secret', ARGV[4], 'old_secret', secret, 'old_secret_until', NOW + tonumber(ARGV[5]))
end
return 1
