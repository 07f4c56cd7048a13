-- wrk asks the addresses of the file ADDRESSES one after another, each thread from a place of its own, and tells medians and
-- percentiles in milliseconds with the answers that were no page.
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end
local at = 0
local threads = 0

function setup(thread)
   thread:set("start", threads * 17)
   threads = threads + 1
end

function init() at = start or 0 end

function request()
   at = at + 1
   return wrk.format("GET", addresses[at % #addresses + 1])
end

function done(summary, latency)
   local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout + summary.errors.write
   io.write(string.format("measured %.2f %.2f %.2f %d %d %.3f\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
      latency.max / 1000, summary.requests, bad, summary.duration / 1e6))
end
