-- Give back what was claimed together with other work and never begun.
-- ARGV: policy, job id, token, job id, token, ...

for place = 2, #ARGV, 2 do
  local job = read_job(ARGV[place])
  if job and job.state == 'running' and job.token == ARGV[place + 1] then give_back(job) end
end
wake_for_what_is_ready('evaluate')
