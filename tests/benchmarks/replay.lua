-- Sends the requests of a file, one path a line, in turn; at the end prints a line of JSON. Usage: wrk -s replay.lua URL -- FILE
local paths, place = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    paths[#paths + 1] = wrk.format("GET", line, { ["Accept"] = "application/sparql-results+json" })
  end
end

function request()
  place = place % #paths + 1
  return paths[place]
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "max": %.3f, "status": %d, "broken": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
