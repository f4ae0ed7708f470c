-- wrk: ask for the addresses in the file BENCH_PATHS one after the other, each thread from its own place.
local paths, at, threads = {}, 0, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init() at = number * math.floor(#paths / 2) end

function request()
  at = at + 1
  return wrk.format("GET", paths[(at - 1) % #paths + 1])
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.1f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, failed))
end
