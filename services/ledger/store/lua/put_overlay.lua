-- Keep a version of a client's overlay and make it the active one. Versions that are no longer listed stay for the
-- retention time, because evaluations that were accepted under them may still be owed.
-- ARGV: policy, client, hash, text, how many versions are listed.
-- Answers when, {'full', percent} where Redis has no room, or {'over', name, most, used} where the client has none.

local client, hash = ARGV[2], ARGV[3]
local versions = K.overlays .. client

local kept = K.overlay .. client .. ':' .. hash
if redis.call('EXISTS', kept) == 0 then
  local percent = used_percent()
  if percent >= P.shed_above_percent then return {'full', percent} end
  local room = keep_aside(client, #ARGV[4], percent)
  if not room[1] then return {'over', unpack(room, 3, 5)} end
end
redis.call('SET', kept, ARGV[4])
local at = put_last(versions, hash)
redis.call('SET', K.active_overlay .. client, hash)
for _, old in ipairs(redis.call('ZRANGE', versions, 0, -1 - tonumber(ARGV[5]))) do
  redis.call('ZREM', versions, old)
  redis.call('PEXPIRE', K.overlay .. client .. ':' .. old, P.retention)
end
return at
