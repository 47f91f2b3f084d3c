-- Owe finished evaluations to the archive that were finished before there was one.
-- ARGV: policy, ids. Answers how many were not owed to it already.

local adopted = 0
for place = 2, #ARGV do
  local id = ARGV[place]
  local v = redis.call('HMGET', K.job .. id, 'queue', 'state', 'owed', 'settled_at', 'client')
  local is_finished = v[1] == 'evaluate' and (v[2] == 'completed' or v[2] == 'discarded')
  local has_text = redis.call('EXISTS', K.recommendation .. id) == 1
  local is_settled = tonumber(v[3] or 0) == 0
  if is_finished and (has_text or is_settled) and not redis.call('ZSCORE', K.to_archive, id) then
    local left = redis.call('PTTL', K.job .. id)
    -- What was on its way out keeps its end.
    if is_settled and not v[4] then
      redis.call('HSET', K.job .. id, 'settled_at', left > 0 and NOW + left - retention_of(v[5]) or NOW)
    end
    each_kept(id, function(key) redis.call('PERSIST', key) end)
    note_in_index(id, '+inf')
    owe_to_archive(id, NOW)
    adopted = adopted + 1
  end
end
return adopted
