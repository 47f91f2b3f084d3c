-- Pause a queue or resume it. What is being worked on is finished; pausing again changes nothing.
-- ARGV: policy, queue, 'pause' or 'resume'. Answers 1 if that changed something.

if ARGV[3] == 'pause' then return redis.call('HSETNX', K.paused_queues, ARGV[2], NOW) end
return redis.call('HDEL', K.paused_queues, ARGV[2])
