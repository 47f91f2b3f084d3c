-- Keep a version of a client's overlay and make it the active one. Versions that are no longer listed stay for the
-- retention time, because evaluations that were accepted under them may still be owed.
-- ARGV: policy, client, hash, text, how many versions are listed. Answers when.

local client, hash = ARGV[2], ARGV[3]
local versions = K.overlays .. client

redis.call('SET', K.overlay .. client .. ':' .. hash, ARGV[4])
local at = put_last(versions, hash)
redis.call('SET', K.active_overlay .. client, hash)
for _, old in ipairs(redis.call('ZRANGE', versions, 0, -1 - tonumber(ARGV[5]))) do
  redis.call('ZREM', versions, old)
  redis.call('PEXPIRE', K.overlay .. client .. ':' .. old, P.retention)
end
return at
