-- Make an access token of a key. ARGV: policy, id of the key, digest of the token, its scopes, milliseconds it is good at
-- most, how many are made in a minute.
-- Answers {milliseconds it is good}, {'many', milliseconds until another is made}, or {'ended'} for a key that is not live.

-- Keys end by Redis's own clock.
local now = NOW - P.clock_offset
local made, good_for, most = K.grants .. ARGV[2], tonumber(ARGV[5]), tonumber(ARGV[6])
local v = redis.call('HMGET', K.api_key .. ARGV[2], 'client', 'revoked_at', 'expires_at')
if not v[1] or v[2] then return {'ended'} end
if v[3] then good_for = math.min(good_for, tonumber(v[3]) - now) end
if good_for <= 0 then return {'ended'} end
local lately = redis.call('ZRANGEBYSCORE', made, '(' .. now - MINUTE, now, 'WITHSCORES')
if #lately >= 2 * most then
  return {'many', lately[#lately - 2 * most + 2] + MINUTE - now}
end
redis.call('ZREMRANGEBYSCORE', made, '-inf', now - ARGV[5])
redis.call('ZADD', made, now, ARGV[3])
redis.call('PEXPIRE', made, ARGV[5])
redis.call('SET', K.grant .. ARGV[2] .. ':' .. ARGV[3], ARGV[4], 'PX', good_for)
count('tokens.made')
return {good_for}
