-- What the archive is owed, and what is left in the ledger of what it has.

-- Owes an evaluation to the archive from a moment on, and answers whether there is one. Each change of what the archive
-- is to know sets the moment anew, so whoever writes to the archive sees by it whether what it read is still true.
local function owe_to_archive(id, at)
  if not P.archives or string.sub(id, 1, 4) ~= 'rec_' then return false end
  redis.call('ZADD', K.to_archive, at, id)
  return true
end

-- Answers {id, fingerprint or its first half, accepted_at} of an idempotency record in either form, or {} for none.
local function read_record(record)
  if redis.call('TYPE', record).ok ~= 'string' then
    return redis.call('HMGET', record, 'id', 'fingerprint', 'accepted_at')
  end
  return {string.match(redis.call('GET', record), '^(%S+) (%S+) (%S+)$')}
end

local function is_same(known, fingerprint)
  return known == fingerprint or (#known == 32 and known == string.sub(fingerprint, 1, 32))
end

-- Keeps an idempotency record in its short form, for the rest of its time.
local function shorten_record(record)
  local known, left = read_record(record), redis.call('PTTL', record)
  if not known[1] or left <= 0 then return end
  redis.call('SET', record, known[1] .. ' ' .. string.sub(known[2], 1, 32) .. ' ' .. known[3], 'PX', left)
end
