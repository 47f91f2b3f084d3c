-- Keep a version of a client's own catalogue; the active one stays what it was. Versions that are no longer listed stay
-- for the retention time, because evaluations that were accepted under them may still be owed.
-- ARGV: policy, client, hash, text, credentials, stacks, how many versions are listed.
-- Answers nothing, {'full', percent} where Redis has no room, or {'over', name, most, used} where the client has none.

local client, hash = ARGV[2], ARGV[3]
local versions = K.catalogues .. client

local percent = used_percent()
if percent >= P.shed_above_percent then return {'full', percent} end

local kept, leaving = K.catalogue .. client .. ':' .. hash, K.catalogues_leaving .. client
if redis.call('EXISTS', kept) == 0 then
  local limits = limits_of(client)
  local over = over_room(client, limits, #ARGV[4], percent)
  if over then return {'over', unpack(over)} end
  redis.call('ZREMRANGEBYSCORE', leaving, '-inf', NOW)
  local used = redis.call('ZCARD', versions) + redis.call('ZCARD', leaving)
  if limits.catalogues and used >= limits.catalogues then return {'over', 'catalogues', limits.catalogues, used} end
  keep_more(client, #ARGV[4])
end
redis.call('ZREM', leaving, hash)
redis.call('HSET', kept, 'text', ARGV[4], 'credentials', ARGV[5], 'stacks', ARGV[6])
redis.call('PERSIST', kept)
put_last(versions, hash)
local active = redis.call('GET', K.active_catalogue .. client)
for _, old in ipairs(redis.call('ZRANGE', versions, 0, -1 - tonumber(ARGV[7]))) do
  if old ~= active then
    redis.call('ZREM', versions, old)
    redis.call('PEXPIRE', K.catalogue .. client .. ':' .. old, P.retention)
    redis.call('ZADD', leaving, NOW + P.retention, old)
    redis.call('PEXPIRE', leaving, P.retention)
  end
end
