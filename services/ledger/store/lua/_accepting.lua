-- Taking a profile on, alone or as a line of a batch. `new` has: id, client, payload, fingerprint, record (the name of
-- the idempotency record), learner (its name in the index), follows (the evaluation whose questions it answers), journey
-- (what goes with it, JSON), priority (among the client's) and batch; all but the first four may be ''. Of several in one
-- call it has its place among them.

-- Answers 'accepted', 'replayed' or 'conflict' with the id and accepted_at of what was taken before; nothing for what
-- is new.
local function taken_before(new)
  -- The client of Redis sends a command again when the connection broke before the answer.
  local accepted_at = redis.call('HGET', K.job .. new.id, 'accepted_at')
  if accepted_at then return 'accepted', new.id, accepted_at end
  if new.record == '' then return nil end
  local known = read_record(new.record)
  if not known[1] then return nil end
  if not is_same(known[2], new.fingerprint) then return 'conflict', known[1], known[3] end
  write_though_full()
  count('replayed')
  return 'replayed', known[1], known[3]
end

-- The number that orders what is told of a learner: of two profiles the one accepted later has the greater. It is the
-- moment in microseconds, or one more than the last where the clock stands or was set back, so that one number serves
-- all learners, and a number that was lost with a failover is not given again.
local function next_sequence()
  local last = tonumber(redis.call('GET', K.sequence) or 0)
  local sequence = math.max(last + 1, TIME[1] * 1000000 + TIME[2] + P.clock_offset * 1000)
  local digits = string.format('%.0f', sequence)
  redis.call('SET', K.sequence, digits)
  return digits
end

local function owe_evaluation(new)
  local key = K.job .. new.id
  redis.call('HSET', key, 'queue', 'evaluate', 'client', new.client, 'state', 'waiting', 'payload', new.payload,
    'accepted_at', NOW, 'sequence', next_sequence(), 'claims', 0, 'attempts', 0)
  -- The overlay that is active now stays this evaluation's, so that running it again decides the same.
  -- So does the client's own catalogue.
  local beside = {
    overlay = redis.call('GET', K.active_overlay .. new.client), catalogue = redis.call('GET', K.active_catalogue .. new.client),
    journey = new.journey, follows = new.follows, priority = new.priority, batches = new.batch, record = new.record,
  }
  for name, value in pairs(beside) do
    if value and value ~= '' then redis.call('HSET', key, name, value) end
  end
  redis.call('ZADD', K.waiting .. 'evaluate', NOW, new.id)
  -- To the microsecond, so that of two in one millisecond the first is first; and so of two in one call.
  set_wake(read_job(new.id), NOW + TIME[2] % 1000 / 1000 + (new.place or 0) / 100)
  list_evaluation(new.client, new.id, NOW)
  if new.learner ~= '' then
    redis.call('HSET', key, 'learner', new.learner)
    note_in_index(new.id, '+inf')
  end
  if new.record ~= '' then
    keep_record(new.record, new.id, new.fingerprint, NOW, P.idempotency or P.retention)
  end
  count('accepted')
  wake('evaluate', new.id)
end
