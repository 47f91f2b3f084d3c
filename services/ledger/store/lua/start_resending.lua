-- Note that many deliveries are to be sent again: which ones is fixed here, and the dispatchers work the list off, so
-- whoever asked may crash. Asking for the same while it is under way answers with what is under way.
-- ARGV: policy, new id, digest of what was asked, source (a sorted set), from, to (its scores), requests a second,
-- state that is wanted or '', reason that is wanted or '', client or '' for any.
-- Answers {id, how many are looked at, 1 if it was under way}.

local id, under_way = ARGV[2], K.resending_of .. ARGV[3]
local known = redis.call('GET', under_way)
if known then return {known, redis.call('HGET', K.resending .. known, 'selected'), known == id and 0 or 1} end

local selected = redis.call('ZRANGESTORE', K.resending_ids .. id, ARGV[4], ARGV[5], ARGV[6], 'BYSCORE')
if selected == 0 then return {id, 0, 0} end
redis.call('HSET', K.resending .. id, 'selected', selected, 'asked_at', NOW, 'next_at', NOW, 'per_second', ARGV[7],
  'state', ARGV[8], 'reason', ARGV[9], 'client', ARGV[10], 'digest', ARGV[3])
redis.call('SET', under_way, id)
redis.call('ZADD', K.resendings, NOW, id)
count('resendings')
return {id, selected, 0}
