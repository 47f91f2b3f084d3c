-- How much of each limit does a client use? ARGV: policy, client. Answers, in the order in which services/client_limits.py
-- declares them: profiles within the last minute, profiles owed, bytes kept, endpoints, catalogues.

local client = ARGV[2]
local told = allowances(client, limits_of(client), nil, 0)[1]
local leaving = redis.call('ZCOUNT', K.catalogues_leaving .. client, '(' .. NOW, '+inf')
return {
  told and told[2] - told[3] or 0, profiles_owed(client), bytes_kept(client),
  redis.call('SCARD', K.endpoints .. client), redis.call('ZCARD', K.catalogues .. client) + leaving,
}
