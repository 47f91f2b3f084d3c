-- Which batches an evaluation is a line of, and how many lines of each are done with.

-- Lines of a batch stand in hashes of so many each, which Redis keeps in little room.
local LINES_IN_ONE = 100

-- An evaluation is counted in so many batches at most, however often it is sent again.
local MOST_BATCHES = 20

local function lines_of(batch, line)
  return K.batch_lines .. batch .. ':' .. math.floor((line - 1) / LINES_IN_ONE)
end

-- Notes when nothing of a batch is waiting any more, and that something is again.
local function note_progress(key)
  local v = redis.call('HMGET', key, 'closed_at', 'accepted', 'completed', 'dead', 'discarded', 'erased')
  if not v[1] then return end
  local done = 0
  for place = 3, 6 do done = done + tonumber(v[place] or 0) end
  if done >= tonumber(v[2] or 0) then
    redis.call('HSETNX', key, 'finished_at', NOW)
  else
    redis.call('HDEL', key, 'finished_at')
  end
end

-- Counts the evaluation in (by 1) or out of (by -1) a state in which nothing more comes of it by itself, in each of its
-- batches. One that is over its time does not come back by being counted.
local function count_in_batches(job, state, by)
  for id in string.gmatch(job.batches or '', '%S+') do
    local key = K.batch .. id
    if redis.call('EXISTS', key) == 1 then
      redis.call('HINCRBY', key, state, by)
      note_progress(key)
    end
  end
end
