-- Accept a profile: after this returned, it is owed. Not allowed when Redis is full.
-- ARGV: policy, job id, client, payload, fingerprint, name of the idempotency record or '', name of the learner in the
-- index or '', the evaluation whose questions it answers or '', what goes with it (JSON) or '', priority among the
-- client's or ''.
-- Answers {'accepted', id, accepted_at, allowances}, {'replayed' | 'conflict', id, accepted_at}, {'full', percent} or
-- {'refused', allowances, name of the limit, most, used, milliseconds until it may be tried again}.

local new = {
  id = ARGV[2], client = ARGV[3], payload = ARGV[4], fingerprint = ARGV[5], record = ARGV[6], learner = ARGV[7],
  follows = ARGV[8], journey = ARGV[9], priority = ARGV[10],
}

local before = {taken_before(new)}
if before[1] then return before end

local percent = used_percent()
if percent >= P.shed_above_percent then return {'full', percent} end
local taken = take_up(new.client, #new.payload, percent)
if not taken[1] then return {'refused', unpack(taken, 2)} end

owe_evaluation(new)
return {'accepted', new.id, NOW, taken[2]}
