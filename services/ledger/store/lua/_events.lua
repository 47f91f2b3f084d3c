-- What clients are told of, and which outcomes make something worth telling.

local function wants(lane, event)
  local events = redis.call('HGET', K.endpoint .. lane, 'events') or ''
  return string.find(' ' .. events .. ' ', ' ' .. event .. ' ', 1, true) ~= nil
end

-- Owes an event to each of the client's endpoints that wants it, but for `except`, and answers the deliveries' ids.
-- `parent` is the evaluation or event they belong to; `ending` tells two events of one evaluation apart; `payload` is
-- the JSON object to send, nil for the parent's recommendation.
local function owe_event(client, event, parent, ending, payload, except)
  local ids = {}
  local endpoints = redis.call('SMEMBERS', K.endpoints .. client)
  table.sort(endpoints)
  for _, endpoint in ipairs(endpoints) do
    local lane = client .. ':' .. endpoint
    if endpoint ~= except and not is_disabled(lane) and wants(lane, event) then
      -- The webhook-id: one word for all attempts, without a dot (it is signed as id.timestamp.body) or a client's text.
      local id = 'msg_' .. string.sub(redis.sha1hex(parent .. '.' .. endpoint .. ending), 1, 32)
      ids[#ids + 1] = id
      redis.call('HSET', K.job .. id, 'queue', 'deliver', 'client', client, 'state', 'waiting', 'lane', lane,
        'evaluation', parent, 'event', event, 'accepted_at', NOW, 'claims', 0, 'attempts', 0)
      if payload then redis.call('HSET', K.job .. id, 'payload', payload) end
      redis.call('ZADD', K.waiting .. 'deliver', NOW, id)
      redis.call('ZADD', K.history .. lane, NOW, id)
      forget_old(K.history .. lane, K.job, 2 * math.max(P.retention, retention_of(client)))
      set_wake({id = id, lane = lane}, NOW)
      if redis.call('ZSCORE', ready_of('deliver', client), lane) then wake('deliver', id) end
      count('deliver.created')
    end
  end
  if #ids > 0 then
    local before = redis.call('HGET', K.job .. parent, 'deliveries')
    local all = (before and before ~= '') and before .. ' ' or ''
    redis.call('HSET', K.job .. parent, 'deliveries', all .. table.concat(ids, ' '))
    redis.call('HINCRBY', K.job .. parent, 'owed', #ids)
  end
  return ids
end

-- Sends nothing to the endpoint any more, and tells the client's other endpoints.
local function disable_endpoint(lane, reason)
  redis.call('HSET', K.endpoint .. lane, 'state', 'disabled', 'reason', reason)
  count('endpoints.disabled')
  place_lane(lane)
  local client, endpoint = string.match(lane, '^([^:]+):(.+)$')
  local event = 'evt_' .. string.sub(redis.sha1hex(lane .. ' ' .. NOW), 1, 24)
  redis.call('HSET', K.job .. event, 'queue', 'event', 'client', client, 'state', 'completed', 'accepted_at', NOW)
  local payload = cjson.encode({endpoint = endpoint, reason = reason})
  if #owe_event(client, 'endpoint.disabled', event, '', payload, endpoint) == 0 then
    redis.call('DEL', K.job .. event)
  end
end

-- Sets a job aside. Of an evaluation the client is told, since no recommendation will come of it by itself.
local function set_aside(job, reason, detail)
  bury(job, reason, detail)
  if job.queue ~= 'evaluate' then return end
  local times = redis.call('HINCRBY', job.key, 'times_dead', 1)
  local payload = cjson.encode({reason = reason, detail = detail})
  -- What happens at another time is another event: under one id there is one body.
  owe_event(job.client, 'recommendation.dead', job.id, '.dead' .. times .. '.' .. NOW, payload)
end

-- Keeps the circuit breaker: opens after so many failures in a row, lets one delivery try when the pause is over, and
-- doubles the pause when that one fails too. Failures of deliveries that were in flight when it opened do not count.
-- An endpoint that has only failed for days is disabled.
local function note_outcome(lane, arrived)
  local key = K.endpoint .. lane
  if arrived then return close_circuit(lane) end
  if is_disabled(lane) then return end
  -- Of a clock that was ahead, or stands ahead of it.
  local since = tonumber(redis.call('HGET', key, 'failing_since') or NOW + 1)
  if since > NOW then redis.call('HSET', key, 'failing_since', NOW) end
  if held_until(redis.call('HGET', key, 'open_until'), P.breaker_longest_pause) > NOW then return end
  local failures = redis.call('HINCRBY', key, 'failures', 1)
  local over = failures - P.breaker_after
  if over < 0 then return end
  redis.call('HSET', key, 'open_until', NOW + math.min(P.breaker_pause * 2 ^ over, P.breaker_longest_pause))
  count('breaker.opened')
  if NOW - tonumber(redis.call('HGET', key, 'failing_since')) >= P.disable_after then
    disable_endpoint(lane, 'Every attempt failed for ' .. math.floor(P.disable_after / 86400000)
      .. ' days. Put the endpoint again to enable it.')
  end
end

local function log_attempt(job, attempt, outcome, arrived)
  redis.call('RPUSH', K.attempts .. job.id, attempt)
  redis.call('LTRIM', K.attempts .. job.id, -P.attempts_kept, -1)
  redis.call('HINCRBY', job.key, 'attempts', 1)
  count(job.queue .. '.attempts.' .. outcome)
  if job.lane then note_outcome(job.lane, arrived) end
end
