-- Give an endpoint a new secret. Secrets are taken and kept as they are stored, sealed or open: none is opened here.
-- Every one before stays good until its own time is over, so rotating again does not end the one that a receiver still
-- verifies with. So many are good at most; each is one more signature on every webhook.
-- ARGV: policy, client, endpoint, new secret, milliseconds the present one stays good, how many may be good, a name of
-- this rotation or ''. Answers {'rotated', the new secret}, {'unknown', ''}, or {'full', the moment from which there is
-- room for one more}.

local key = K.endpoint .. ARGV[2] .. ':' .. ARGV[3]
local v = redis.call('HMGET', key, 'secret', 'old_secret', 'old_secret_until', 'older_secrets', 'rotation',
  'rotations')
local secret = v[1]
if not secret then return {'unknown', ''} end
-- A command that is sent again because its answer got lost must not make the new secret the old one.
if secret == ARGV[4] then return {'rotated', secret} end
-- Nor must whoever asks again for want of an answer get another one, whatever was made since. `rotation` alone is of a
-- process of the release before.
local named = {}
for until_when, name, made in string.gmatch(v[6] or '', '(%d+):(%S-):(%S+)') do
  if tonumber(until_when) > NOW then
    if name == ARGV[7] then return {'rotated', made} end
    named[#named + 1] = until_when .. ':' .. name .. ':' .. made
  end
end
if ARGV[7] ~= '' and v[5] == ARGV[7] and tonumber(v[3] or 0) > NOW then return {'rotated', secret} end

-- Each as "<until>:<secret>", those that ended left out.
local good, next_end = {}, math.huge
local function keep(until_when, value)
  if not until_when or tonumber(until_when) <= NOW then return end
  good[#good + 1] = until_when .. ':' .. value
  next_end = math.min(next_end, tonumber(until_when))
end
keep(v[3], v[2])
for until_when, value in string.gmatch(v[4] or '', '(%d+):(%S+)') do keep(until_when, value) end
if #good + 2 > tonumber(ARGV[6]) then return {'full', next_end} end

local ends = NOW + tonumber(ARGV[5])
if ARGV[7] ~= '' then named[#named + 1] = string.format('%d:%s:%s', ends, ARGV[7], ARGV[4]) end
redis.call('HSET', key, 'secret', ARGV[4], 'old_secret', secret, 'old_secret_until', ends,
  'older_secrets', table.concat(good, ' '), 'rotation', ARGV[7], 'rotations', table.concat(named, ' '))
-- What waited for a key that opens the secret goes on with the new one.
if redis.call('HDEL', key, 'sealed_until') == 1 then place_lane(ARGV[2] .. ':' .. ARGV[3]) end
count('endpoints.rotated')
return {'rotated', ARGV[4]}
