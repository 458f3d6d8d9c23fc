-- Asks for random lines of a file: a path and, after a tab, the tag that the answer had.
local requests = {}

function init(args)
  math.randomseed(os.time())
  for line in io.lines(args[1]) do
    local path, tag = line:match("([^\t]+)\t?(.*)")
    local headers = tag ~= "" and { ["If-None-Match"] = tag } or nil
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"per_second": %.1f, "p95": %.3f, "failed": %d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(95) / 1e3, failed))
end
