-- What the archive is owed, and what is left in the ledger of what it has.

-- Owes an evaluation to the archive from a moment on, and answers whether there is one. Each change of what the archive
-- is to know sets the moment anew, so whoever writes to the archive sees by it whether what it read is still true.
local function owe_to_archive(id, at)
  if not P.archives or string.sub(id, 1, 4) ~= 'rec_' then return false end
  redis.call('ZADD', K.to_archive, at, id)
  return true
end

-- Names the short form of an idempotency record. Releases before this one kept it in the long form, a hash, until its
-- evaluation was archived.
local function short_of(record)
  return K.used_key .. string.sub(record, #K.idempotency + 1, -33)
end

-- Answers {id, fingerprint or its start, accepted_at} of an idempotency record in either form, or {} for none.
local function read_record(record)
  local known = redis.call('HMGET', record, 'id', 'fingerprint', 'accepted_at')
  if known[1] then return known end
  return {string.match(redis.call('GET', short_of(record)) or '', '^(%S+) (%S+) (%S+)$')}
end

-- The short form has 16 of the 64 characters of a fingerprint: enough to tell a client's own requests apart.
local function is_same(known, fingerprint)
  return known == fingerprint or (#known == 16 and known == string.sub(fingerprint, 1, 16))
end

local function keep_record(record, id, fingerprint, accepted_at, good_for)
  redis.call('SET', short_of(record), id .. ' ' .. string.sub(fingerprint, 1, 16) .. ' ' .. accepted_at, 'PX', good_for)
end

local function shorten_record(record)
  local known, left = redis.call('HMGET', record, 'id', 'fingerprint', 'accepted_at'), redis.call('PTTL', record)
  if not known[1] or left <= 0 then return end
  keep_record(record, known[1], known[2], known[3], left)
  redis.call('DEL', record)
end

local function forget_record(record)
  redis.call('DEL', record, short_of(record))
end
