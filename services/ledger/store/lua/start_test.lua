-- Make a test event for one endpoint. It stands outside the queues: nothing is promised of it, it is not tried again,
-- and a pause or an open circuit does not hold it back. Its message names it. One at a time for each client.
-- ARGV: policy, job id, client, endpoint, payload (JSON object), milliseconds after which another may be made.
-- Answers 'made', 'busy' or 'unknown'.

local id, client, endpoint, busy = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[6])
local lane = client .. ':' .. endpoint
if redis.call('EXISTS', K.endpoint .. lane) == 0 then return 'unknown' end
if redis.call('EXISTS', K.job .. id) == 1 then return 'made' end
-- One that would be busy for longer than any is was made by a clock that was ahead.
if redis.call('PTTL', K.testing .. client) > busy then redis.call('DEL', K.testing .. client) end
if not redis.call('SET', K.testing .. client, id, 'NX', 'PX', busy) then return 'busy' end
redis.call('HSET', K.job .. id, 'queue', 'deliver', 'client', client, 'state', 'waiting', 'lane', lane, 'test', 1,
  'event', 'endpoint.test', 'payload', ARGV[5], 'accepted_at', NOW, 'claims', 0, 'attempts', 0)
redis.call('PEXPIRE', K.job .. id, 3600000)
push('deliver', id, false)
count('tests.made')
return 'made'
