-- How long an evaluation (or an event) is kept, with everything that belongs to it: until the retention time is over
-- that starts when nothing of it is owed or dead any more.

local function retention_of(client)
  return tonumber(client and redis.call('HGET', K.retention, client) or P.retention)
end

local function each_kept(parent, act)
  act(K.job .. parent)
  act(K.recommendation .. parent)
  for id in string.gmatch(redis.call('HGET', K.job .. parent, 'deliveries') or '', '%S+') do
    act(K.job .. id)
    act(K.attempts .. id)
  end
end

-- Notes in the learner's index until when the evaluation is kept; the index itself goes with its last evaluation.
local function note_in_index(parent, kept_until)
  local learner = redis.call('HGET', K.job .. parent, 'learner')
  if not learner then return end
  local index = K.learner .. learner
  redis.call('ZADD', index, kept_until, parent)
  redis.call('ZREMRANGEBYSCORE', index, '-inf', NOW)
  if redis.call('ZCOUNT', index, '+inf', '+inf') > 0 then
    redis.call('PERSIST', index)
  else
    -- With the last of them: one that was finished under a longer retention time may outlive this one.
    local last = redis.call('ZRANGE', index, -1, -1, 'WITHSCORES')
    redis.call('PEXPIRE', index, math.max(1, (tonumber(last[2]) or NOW) - NOW))
  end
end

-- Takes what is older than it is kept from the low end of a list, a few at a time, and only what is gone: a clock that is
-- years ahead for a moment must not take from the lists what is owed.
local function forget_old(list, prefix, kept_for)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', list, '-inf', NOW - kept_for, 'LIMIT', 0, 10)) do
    if redis.call('EXISTS', prefix .. id) == 0 then redis.call('ZREM', list, id) end
  end
end

-- Lists an evaluation of a client by when it was accepted, for whoever reads them in turn. One whose job is gone is passed
-- over, and goes from the list in the end.
local function list_evaluation(client, id, accepted_at)
  redis.call('ZADD', K.evaluations .. client, accepted_at, id)
  forget_old(K.evaluations .. client, K.job, 2 * math.max(P.retention, retention_of(client)))
end

local function start_retention(parent)
  if owe_to_archive(parent, NOW) then
    redis.call('HSET', K.job .. parent, 'settled_at', NOW)
    return
  end
  local length = retention_of(redis.call('HGET', K.job .. parent, 'client'))
  each_kept(parent, function(key) redis.call('PEXPIRE', key, length) end)
  note_in_index(parent, NOW + length)
end

local function stop_retention(parent)
  if redis.call('HGET', K.job .. parent, 'state') == 'completed' then owe_to_archive(parent, NOW + P.archive_after) end
  each_kept(parent, function(key) redis.call('PERSIST', key) end)
  note_in_index(parent, '+inf')
end

-- One delivery of the parent is owed no longer. A dead evaluation is kept for whoever looks into it.
local function owe_one_less(parent)
  local owed = redis.call('HINCRBY', K.job .. parent, 'owed', -1)
  if owed == 0 and redis.call('HGET', K.job .. parent, 'state') ~= 'dead' then start_retention(parent) end
end

-- Lists a version as the one put last and answers when that was: of two in one millisecond the second counts as later.
local function put_last(versions, hash)
  local last = redis.call('ZRANGE', versions, -1, -1, 'WITHSCORES')
  local at = math.max(NOW, (tonumber(last[2]) or 0) + 1)
  redis.call('ZADD', versions, at, hash)
  return at
end
