-- Store a recommendation and owe it to every endpoint of the client, in one step: nothing falls between the two.
-- ARGV: policy, job id, token, recommendation, summary (JSON).
-- Answers the ids of the deliveries, or false when the claim is lost.

local id, token, recommendation, summary = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local job = read_job(id)
local answer = may_settle(job, token)
if answer == 'no' then return false end

local deliveries = {}
if answer == 'again' then
  for delivery in string.gmatch(redis.call('HGET', job.key, 'deliveries') or '', '%S+') do
    deliveries[#deliveries + 1] = delivery
  end
  return deliveries
end

complete(job)
redis.call('SET', K.recommendation .. id, recommendation)

local client = redis.call('HGET', job.key, 'client')
local endpoints = redis.call('SMEMBERS', K.endpoints .. client)
table.sort(endpoints)
for _, endpoint in ipairs(endpoints) do
  local lane = client .. ':' .. endpoint
  if redis.call('HGET', K.endpoint .. lane, 'state') ~= 'disabled' then
    local delivery = id .. '.' .. endpoint
    deliveries[#deliveries + 1] = delivery
    redis.call('HSET', K.job .. delivery, 'queue', 'deliver', 'client', client, 'state', 'waiting', 'lane', lane,
      'evaluation', id, 'accepted_at', NOW, 'claims', 0, 'attempts', 0)
    redis.call('ZADD', K.waiting .. 'deliver', NOW, delivery)
    set_wake({id = delivery, lane = lane}, NOW + P.grace)
    count('deliver.created')
  end
end

redis.call('HSET', job.key, 'summary', summary, 'deliveries', table.concat(deliveries, ' '), 'owed', #deliveries)
if #deliveries == 0 then start_retention(id) end
return deliveries
