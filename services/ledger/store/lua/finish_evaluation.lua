-- Store a recommendation and owe it to every endpoint of the client, in one step: nothing falls between the two.
-- ARGV: policy, job id, token, recommendation (compressed), summary (JSON), what was decided (names to count by,
-- separated by spaces; may be missing).
-- Answers the ids of the deliveries, or false when the claim is lost.

local id, token, recommendation, summary = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local job = read_job(id)
local answer = may_settle(job, token)
if answer == 'no' then return false end

if answer == 'again' then
  local deliveries = {}
  for delivery in string.gmatch(redis.call('HGET', job.key, 'deliveries') or '', '%S+') do
    deliveries[#deliveries + 1] = delivery
  end
  return deliveries
end

complete(job)
-- Clients' own rules are counted too, and they may rename theirs for ever: there is an end to the names.
local most_names = 5000
local takes_names = redis.call('HLEN', K.decided) < most_names
for name in string.gmatch(ARGV[6] or '', '%S+') do
  if takes_names or redis.call('HEXISTS', K.decided, name) == 1 then redis.call('HINCRBY', K.decided, name, 1) end
end
local times = redis.call('HMGET', job.key, 'accepted_at', 'again_at')
if not times[2] then observe('evaluated', NOW - tonumber(times[1])) end
redis.call('SET', K.recommendation .. id, recommendation)
-- What was accepted by an older release is in no list yet.
list_evaluation(job.client, id, tonumber(times[1]))
if owe_to_archive(id, NOW + P.archive_after) then count('archive.entered') end
redis.call('HSET', job.key, 'summary', summary)
-- The recommendation says which profile it is for; nothing reads this one any more.
keep_more(job.client, #recommendation - redis.call('HSTRLEN', job.key, 'payload'))
redis.call('HDEL', job.key, 'payload')
local deliveries = owe_event(job.client, 'recommendation.completed', id, '')
-- What is still owed may be the news that it was dead, where it was taken up again.
if redis.call('HINCRBY', job.key, 'owed', 0) == 0 then start_retention(id) end
return deliveries
