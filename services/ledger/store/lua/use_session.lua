-- An operator looks: the session begins to be idle now. ARGV: policy, session's name, milliseconds it may be idle.
-- Answers {id of the key, token for forms}, or false where there is none.

local session = K.ops_session .. ARGV[2]
local v = redis.call('HMGET', session, 'key_id', 'form_token')
if not v[1] then return false end
redis.call('PEXPIRE', session, ARGV[3])
return v
