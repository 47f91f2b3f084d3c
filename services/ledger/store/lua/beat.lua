-- Note that a process is alive, and forget those that have not been for long.
-- ARGV: policy, "<role> <name>", detail (JSON), milliseconds it counts as alive, the moment by the process's clock.

redis.call('ZADD', K.heartbeats_until, NOW + tonumber(ARGV[4]), ARGV[2])
redis.call('HSET', K.heartbeats, ARGV[2], cjson.encode({at = NOW, ahead = NOW - tonumber(ARGV[5]), detail = cjson.decode(ARGV[3])}))
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', K.heartbeats_until, '-inf', NOW)) do
  redis.call('ZREM', K.heartbeats_until, gone)
  redis.call('HDEL', K.heartbeats, gone)
end
return 1
