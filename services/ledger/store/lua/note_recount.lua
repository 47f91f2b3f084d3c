-- A batch was counted anew. ARGV: policy, batch, what was counted of it before (accepted, completed, dead, discarded,
-- erased), what it is now (the last four). Nothing changes where something was counted meanwhile.

local key = K.batch .. ARGV[2]
if redis.call('EXISTS', key) == 0 then return 0 end
local names = {'accepted', 'completed', 'dead', 'discarded', 'erased'}
local v = redis.call('HMGET', key, unpack(names))
local done, is_same = 0, true
for place = 1, 5 do is_same = is_same and tonumber(v[place] or 0) == tonumber(ARGV[2 + place]) end
for place = 2, 5 do
  if is_same then redis.call('HSET', key, names[place], ARGV[6 + place]) end
  done = done + tonumber(is_same and ARGV[6 + place] or v[place] or 0)
end
redis.call('HSET', key, 'looked', string.format('%d %d', NOW, done))
note_progress(key)
return is_same and 1 or 0
