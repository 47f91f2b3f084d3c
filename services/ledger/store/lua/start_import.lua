-- Take on the reading of a catalogue. Not allowed when Redis is full.
-- ARGV: policy, id, client, body (packed), what is wanted of it (JSON), how many of the client's may be pending.
-- Answers {'accepted', now}, {'busy'}, {'full', percent} or {'over', name, most, used} where the client has no room.

local key = K.import .. ARGV[2]
-- The client of Redis sends a command again when the connection broke before the answer.
local created_at = redis.call('HGET', key, 'created_at')
if created_at then return {'accepted', created_at} end

local percent = used_percent()
if percent >= P.shed_above_percent then return {'full', percent} end

local pending = 0
for _, id in ipairs(redis.call('ZRANGE', K.imports, 0, -1)) do
  if redis.call('HGET', K.import .. id, 'client') == ARGV[3] then pending = pending + 1 end
end
if pending >= tonumber(ARGV[6]) then return {'busy'} end
local room = keep_aside(ARGV[3], #ARGV[4], percent)
if not room[1] then return {'over', unpack(room, 3, 5)} end

redis.call('HSET', key, 'client', ARGV[3], 'body', ARGV[4], 'wanted', ARGV[5], 'state', 'waiting', 'created_at', NOW,
  'tries', 0, 'read', 0)
redis.call('ZADD', K.imports, NOW, ARGV[2])
return {'accepted', NOW}
