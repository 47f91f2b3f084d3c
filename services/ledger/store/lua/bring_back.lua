-- Put an evaluation that the archive has back as it was when it was let go of, to be let go of again after a while.
-- ARGV: policy, id, its fields (JSON object), milliseconds it stays at least, then of each delivery: id, its fields, its
-- attempts (JSON list). Answers 1, or 0 where the ledger has it.

local id, key = ARGV[2], K.job .. ARGV[2]
if redis.call('EXISTS', key) == 1 then return 0 end

local function put(job, fields)
  for name, value in pairs(cjson.decode(fields)) do redis.call('HSET', job, name, value) end
end

put(key, ARGV[3])
redis.call('HSET', key, 'archived', 1)
note_in_index(id, '+inf')
for place = 5, #ARGV, 3 do
  local delivery = ARGV[place]
  put(K.job .. delivery, ARGV[place + 1])
  for _, attempt in ipairs(cjson.decode(ARGV[place + 2])) do redis.call('RPUSH', K.attempts .. delivery, attempt) end
  local v = redis.call('HMGET', K.job .. delivery, 'lane', 'accepted_at')
  redis.call('ZADD', K.history .. v[1], v[2], delivery)
end
owe_to_archive(id, NOW + tonumber(ARGV[4]))
return 1
