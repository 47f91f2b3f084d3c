-- Keep a version of a client's own catalogue; the active one stays what it was. Versions that are no longer listed stay
-- for the retention time, because evaluations that were accepted under them may still be owed.
-- ARGV: policy, client, hash, text, credentials, stacks, how many versions are listed.
-- Answers nothing, or how full Redis is in percent where it has no room.

local client, hash = ARGV[2], ARGV[3]
local versions = K.catalogues .. client

local percent = used_percent()
if percent >= P.shed_above_percent then return percent end

local kept = K.catalogue .. client .. ':' .. hash
redis.call('HSET', kept, 'text', ARGV[4], 'credentials', ARGV[5], 'stacks', ARGV[6])
redis.call('PERSIST', kept)
put_last(versions, hash)
local active = redis.call('GET', K.active_catalogue .. client)
for _, old in ipairs(redis.call('ZRANGE', versions, 0, -1 - tonumber(ARGV[7]))) do
  if old ~= active then
    redis.call('ZREM', versions, old)
    redis.call('PEXPIRE', K.catalogue .. client .. ':' .. old, P.retention)
  end
end
