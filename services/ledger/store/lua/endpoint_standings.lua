-- How does each of these endpoints stand? Reads only, so that it answers while Redis takes no writes; the cost depends on
-- the number of endpoints asked for, not on their backlog.
-- ARGV: policy, "<client>:<endpoint>" ... Answers for each, in order: {state, reason, address, failures in a row, moment
-- since which it only fails, moment until which its circuit is open, deliveries not done, of them due (about) now, in
-- flight, milliseconds that the one due longest has waited, what holds it back, mode}; texts are '' and numbers 0 where there
-- is none.

-- What stands in the way of the next delivery; '' where nothing does.
local function held_by(lane, v, in_flight)
  if is_disabled(lane) then return 'disabled' end
  if v[1] == 'paused' then return 'paused' end
  if waits_for_proof(v[10]) then return 'unproven' end
  if locked_until(v[11]) > NOW then return 'locked' end
  if held_until(v[6], P.breaker_longest_pause) > NOW then return 'breaker' end
  if allowance(tonumber(v[7]), tonumber(v[8])) < 1 then return 'rate' end
  if in_flight >= most_in_flight(lane) then return 'in_flight' end
  if free_of_client(client_of(lane)) <= 0 then return 'client' end
  return ''
end

local answer = {}
for place = 2, #ARGV do
  local lane = ARGV[place]
  local v = redis.call('HMGET', K.endpoint .. lane, 'state', 'reason', 'address', 'failures', 'failing_since',
    'open_until', 'rate', 'paced_until', 'mode', 'unproven', 'sealed_until')
  local in_flight = redis.call('ZCOUNT', K.slots .. lane, '(' .. NOW, '+inf')
  local first = redis.call('ZRANGE', K.lane .. lane, 0, 0)[1]
  local since = first and tonumber(redis.call('ZSCORE', K.waiting .. 'deliver', first)) or NOW
  answer[#answer + 1] = {
    v[1] or '', v[2] or '', v[3] or '', tonumber(v[4] or 0), tonumber(v[5] or 0), tonumber(v[6] or 0),
    redis.call('ZCARD', K.lane .. lane), redis.call('ZCOUNT', K.lane .. lane, '-inf', NOW + P.grace), in_flight,
    math.max(0, NOW - since), held_by(lane, v, in_flight), v[9] or '',
  }
end
return answer
