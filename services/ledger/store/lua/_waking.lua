-- How workers learn that there is work: by a message that the scripts push themselves, so that none is lost between
-- what makes the work and the message about it.

local function push(queue, id, pulls)
  write_though_full()
  local tag = id .. '.' .. TIME[1] .. '.' .. TIME[2]
  local values = {['@id@'] = id, ['@tag@'] = tag, ['@pull@'] = pulls and '1' or '0'}
  redis.call('LPUSH', W[queue].list, (string.gsub(W[queue].message, '@%a+@', values)))
end

-- Says that there is work, unless as many messages are unread as there are jobs, or as there may be. Workers of an older
-- release work on the job that is named; those of this one ask for what comes next.
local function wake(queue, id)
  if is_queue_paused(queue) then return end
  local unread = redis.call('LLEN', W[queue].list)
  if unread >= P.unread_wake_ups then return end
  if unread > 0 and unread >= redis.call('ZCOUNT', K.waiting .. queue, '-inf', NOW) then return end
  push(queue, id, true)
end
