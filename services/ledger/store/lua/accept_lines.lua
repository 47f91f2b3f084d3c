-- Accept lines of a batch: each becomes an evaluation that is owed, or is noted as refused. Not allowed when Redis is
-- full. Lines that were taken before stay what they are, so the same may be sent again and again.
-- ARGV: policy, batch id, client, what goes with each (JSON) or '', priority among the client's or '', how many lines
-- there are in all or '' while more may come; then of each line: number, its own id or '', and either job id, payload,
-- fingerprint, name of the idempotency record or '', name of the learner or ''; or '', why it is refused (JSON), '', '', ''.
-- Answers {'cancelled'} or {'full', percent}, or {'taken', why no more were taken than these, as accept.lua says it, or
-- {}, {'accepted' | 'replayed' | 'conflict' | 'refused', id}, ...}: lines are taken up to the first that the client's
-- limits leave no room for.

local id, client, key = ARGV[2], ARGV[3], K.batch .. ARGV[2]
local known = redis.call('HMGET', key, 'client', 'cancelled_at', 'highest')
if known[2] then return {'cancelled'} end

local percent = used_percent()
if percent >= P.shed_above_percent then return {'full', percent} end

local highest, answers, lists, over = tonumber(known[3] or 0), {}, {}, nil

local function counted(name)
  redis.call('HINCRBY', key, name, 1)
end

local function list_batch()
  local batches = K.batches .. client
  redis.call('HSET', key, 'client', client, 'created_at', NOW, 'joined', 0)
  redis.call('ZADD', batches, NOW, id)
  forget_old(batches, K.batch, 2 * P.retention)
end

-- Counts an evaluation that was taken before among this batch's too, and what came of it if that is known.
local function join_batch(job_id)
  counted('joined')
  local job = read_job(job_id)
  local of = job and job.batches or ''
  local _, others = string.gsub(of, '%S+', '')
  if string.find(' ' .. of .. ' ', ' ' .. id .. ' ', 1, true) or others >= MOST_BATCHES then return counted('repeated') end
  counted('accepted')
  -- What the archive has and the ledger no longer was decided.
  if not job then return counted('completed') end
  -- What no batch made says so where its maker would stand.
  redis.call('HSET', job.key, 'batches', (of == '' and '-' or of) .. ' ' .. id)
  if job.state ~= 'waiting' and job.state ~= 'running' then counted(job.state) end
end

local function refuse(list, line, entry, why)
  local is_job = entry and string.sub(entry, 1, 1) ~= '!'
  -- What is said of a line takes room like what is taken of it.
  if not is_job and entry ~= '!' .. why then
    local room = keep_aside(client, #why, percent)
    if not room[1] then
      over = {unpack(room, 2)}
      return
    end
  end
  if not entry then counted('refused') end
  if not is_job then redis.call('HSET', list, line, '!' .. why) end
end

local function take(list, line, entry, line_id, new)
  local outcome, job_id = taken_before(new)
  if outcome == 'conflict' then
    local why = {slug = 'idempotency-key-reused', existing_id = job_id}
    if line_id ~= '' then why.line_id = line_id end
    refuse(list, line, entry, cjson.encode(why))
    if over then return nil end
    return outcome, job_id
  end
  if not outcome then
    local room = take_up(client, #new.payload, percent)
    if not room[1] then
      over = {unpack(room, 2)}
      return nil
    end
    owe_evaluation(new)
    job_id = new.id
  end
  local value = line_id == '' and job_id or job_id .. ' ' .. line_id
  if entry ~= value then
    if entry and string.sub(entry, 1, 1) == '!' then redis.call('HINCRBY', key, 'refused', -1) end
    if outcome then join_batch(job_id) else counted('accepted') end
    redis.call('HSET', list, line, value)
  end
  return outcome or 'accepted', job_id
end

if not known[1] then list_batch() end
for place = 7, #ARGV, 7 do
  local line, line_id = tonumber(ARGV[place]), ARGV[place + 1]
  local list = lines_of(id, line)
  local entry = redis.call('HGET', list, line)
  if ARGV[place + 2] == '' then
    refuse(list, line, entry, ARGV[place + 3])
    if over then break end
    answers[#answers + 1] = {'refused', ''}
  else
    local answer = {take(list, line, entry, line_id, {
      id = ARGV[place + 2], client = client, payload = ARGV[place + 3], fingerprint = ARGV[place + 4],
      record = ARGV[place + 5], learner = ARGV[place + 6], follows = '', journey = ARGV[4], priority = ARGV[5], batch = id,
      place = #answers,
    })}
    if over then break end
    answers[#answers + 1] = answer
  end
  lists[list], highest = true, math.max(highest, line)
end
redis.call('HSET', key, 'highest', highest)
if ARGV[6] ~= '' and not over then redis.call('HSET', key, 'lines', ARGV[6], 'closed_at', NOW) end
note_progress(key)
-- Its lines are kept as long as it is, and that is longer than its evaluations are while all goes well.
redis.call('PEXPIRE', key, 2 * P.retention)
for list in pairs(lists) do redis.call('PEXPIRE', list, 2 * P.retention) end
return {'taken', over or {}, unpack(answers)}
