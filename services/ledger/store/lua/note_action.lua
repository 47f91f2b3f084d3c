-- Note what an operator did. ARGV: policy, the entry (JSON without its moment). The last 10,000 are kept.

local entry = cjson.decode(ARGV[2])
entry.at = string.format('%d', NOW)
redis.call('RPUSH', K.audit, cjson.encode(entry))
redis.call('LTRIM', K.audit, -10000, -1)
return 1
