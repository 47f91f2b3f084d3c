-- Whose turn is it? A sorted set of members by how much each was given; the least comes next. This is deficit round
-- robin with each one's deficit kept as one number: whoever joins comes right behind the next in turn, so nobody saves
-- turns up while it has no work, nobody has any to make up for, and nobody that leaves and joins gets past the others.

local function join(turns, member)
  if redis.call('ZSCORE', turns, member) then return end
  local least = redis.call('ZRANGE', turns, 0, 0, 'WITHSCORES')[2]
  redis.call('ZADD', turns, least and least + 0.5 or 0, member)
end

local function ready_of(queue, client)
  return K.ready .. queue .. ':' .. client
end

-- Notes that a member (an evaluation with its score, or a lane at its turn) of the client may be taken.
local function make_ready(queue, client, member, score)
  local ready = ready_of(queue, client)
  if score then redis.call('ZADD', ready, 'NX', score, member) else join(ready, member) end
  join(K.turns .. queue, client)
end

-- Takes the member out; a client with nothing left leaves the turns.
local function not_ready(queue, client, member)
  local ready = ready_of(queue, client)
  redis.call('ZREM', ready, member)
  if redis.call('EXISTS', ready) == 0 then redis.call('ZREM', K.turns .. queue, client) end
end

-- Counts what a client was given, and of which lane of it.
local function charge(queue, client, lane)
  redis.call('ZADD', K.turns .. queue, 'XX', 'INCR', 1, client)
  if lane then redis.call('ZADD', ready_of(queue, client), 'XX', 'INCR', 1, lane) end
end
