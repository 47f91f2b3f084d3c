-- Which deliveries are to be woken now? Lane by lane, the one that is ready longest first, so the cost depends on the
-- limit and not on the backlog, and no lane waits for another. A woken delivery keeps a place in its lane for the
-- grace time. What is owed to a disabled endpoint is set aside here.
-- ARGV: policy, limit, name of the list that holds the wake-ups nobody has read yet. Answers job ids.

local limit = tonumber(ARGV[2])

-- While as many wake-ups are unread as there are jobs to wake, workers have no need of more: they would only be copies
-- of those in the list, and reading copies would take the time that the jobs need.
local owed = redis.call('ZCOUNT', K.waiting .. 'deliver', '-inf', NOW) + redis.call('ZCARD', K.running .. 'deliver')
local unread = redis.call('LLEN', ARGV[3])
if unread > 0 and unread >= math.min(owed, P.unread_wake_ups) then return {} end

local woken = {}

-- Calls act(job) for each of the ids; one whose job was erased leaves the lane.
local function each(lane, ids, act)
  for _, id in ipairs(ids) do
    local job = read_job(id)
    if job then act(job) else redis.call('ZREM', K.lane .. lane, id) end
  end
end

local function wake(job)
  if job.state == 'running' then expire_lease(job) end
  redis.call('ZADD', K.lane .. job.lane, NOW + P.grace, job.id)
  take_place(job.lane, job.id, NOW + P.grace)
  redis.call('HSETNX', job.key, 'woken_at', NOW)
  woken[#woken + 1] = job.id
end

local function clear(job)
  if job.state == 'waiting' or job.lease_until <= NOW then bury_as_disabled(job) end
end

for _, lane in ipairs(redis.call('ZRANGEBYSCORE', K.lanes, '-inf', NOW, 'LIMIT', 0, limit)) do
  if #woken >= limit then break end
  if is_disabled(lane) then
    -- Deliveries that are under way come first in the lane and stay, so there must be room for others behind them.
    each(lane, redis.call('ZRANGE', K.lane .. lane, 0, limit + most_in_flight(lane)), clear)
  else
    local before, most = #woken, math.min(free_slots(lane), limit - #woken)
    each(lane, redis.call('ZRANGEBYSCORE', K.lane .. lane, '-inf', NOW, 'LIMIT', 0, most), wake)
    pace(lane, #woken - before)
  end
  redis.call('ZREM', K.lanes, lane)
  place_lane(lane)
end
return woken
