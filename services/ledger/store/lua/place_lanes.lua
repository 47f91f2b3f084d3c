-- Set anew from when on lanes may be taken from: what held them back may have been put there by a clock that was ahead.
-- ARGV: policy, lane, ...

write_though_full()
for place = 2, #ARGV do place_lane(ARGV[place]) end
return true
