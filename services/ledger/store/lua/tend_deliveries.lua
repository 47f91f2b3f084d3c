-- See to lanes whose moment came: retries that are due, leases that ran out, circuits to be tried, and what a process of
-- an older release left. They are ready from now on. What is owed to a disabled endpoint is set aside here. Then say that
-- there is work, should every message about it have been lost.
-- ARGV: policy, limit. Answers how many lanes were seen to.

local limit = tonumber(ARGV[2])

local function clear(lane)
  -- Deliveries that are under way come first in the lane and stay, so there must be room for others behind them.
  for _, id in ipairs(redis.call('ZRANGE', K.lane .. lane, 0, limit + most_in_flight(lane))) do
    local job = read_job(id)
    if not job then
      redis.call('ZREM', K.lane .. lane, id)
    elseif job.state == 'waiting' or job.lease_until <= NOW then
      bury_as_disabled(job)
    end
  end
end

-- Those that are ready have 0.
local lanes = redis.call('ZRANGEBYSCORE', K.lanes, '(0', NOW, 'LIMIT', 0, limit)
if #lanes > 0 then write_though_full() end
for _, lane in ipairs(lanes) do
  if is_disabled(lane) then clear(lane) end
  place_lane(lane)
end
wake_for_what_is_ready('deliver')
return #lanes
