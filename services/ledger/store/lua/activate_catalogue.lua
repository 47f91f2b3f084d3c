-- Decide what a client sends from now on with this version of its catalogue, or for '' with the shared one alone.
-- ARGV: policy, client, hash or ''. Answers 1, or 0 where the client has no such version.

local client, hash = ARGV[2], ARGV[3]

if hash == '' then
  redis.call('DEL', K.active_catalogue .. client)
  return 1
end
if not redis.call('ZSCORE', K.catalogues .. client, hash) then return 0 end
redis.call('SET', K.active_catalogue .. client, hash)
return 1
