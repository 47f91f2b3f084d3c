-- Log an operator in. ARGV: policy, session's name, id of the key, token for forms, milliseconds it may be idle.

local session = K.ops_session .. ARGV[2]
redis.call('HSET', session, 'key_id', ARGV[3], 'form_token', ARGV[4])
redis.call('PEXPIRE', session, ARGV[5])
return 1
