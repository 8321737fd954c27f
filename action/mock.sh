#!/usr/bin/env bash
# Starts the mock in the background, waits until it is ready, and sets the outputs url and pid.
set -euo pipefail
if ! [[ $INPUT_WAIT =~ ^[0-9]{1,4}$ ]]; then
  echo "::error title=proofsheet::the input wait is no whole number of seconds: write for example wait: 30"
  exit 2
fi
log="$RUNNER_TEMP/proofsheet-mock.log"
: >"$log"
args=(mock "--port=$INPUT_PORT")
if [ -n "$INPUT_PROVIDERS" ]; then args+=("--provider=$INPUT_PROVIDERS"); fi
read -r -d '' -a more <<<"$INPUT_ARGS" || true
# The program itself, because npx does not hand every signal on.
nohup "$RUNNER_TEMP/proofsheet/node_modules/.bin/proofsheet" "${args[@]}" ${more[@]+"${more[@]}"} >"$log" 2>&1 </dev/null &
pid=$!
for ((tenths = 0; tenths < INPUT_WAIT * 10; tenths++)); do
  if ! kill -0 "$pid" 2>/dev/null; then break; fi
  url=$(grep -oEm1 'https?://[^ "/]+:[0-9]+' "$log" || true)
  if [ -n "$url" ] && curl -fs -o /dev/null "$url/_proofsheet/readyz"; then
    cat "$log"
    {
      echo "url=$url"
      echo "pid=$pid"
    } >>"$GITHUB_OUTPUT"
    exit 0
  fi
  sleep 0.1
done
cat "$log"
if kill "$pid" 2>/dev/null; then
  echo "::error title=proofsheet::the mock was not ready within $INPUT_WAIT s: raise the input wait, or see the log above"
else
  echo "::error title=proofsheet::the mock ended at its start: see the log above"
fi
exit 1
