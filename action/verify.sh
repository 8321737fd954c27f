#!/usr/bin/env bash
# Verifies a gateway. Writes annotations, the step summary, the reports and the outputs, and ends with the exit code of `verify`.
set -euo pipefail
if [ -z "$INPUT_GATEWAY" ]; then
  echo "::error title=proofsheet::the input gateway is missing: write the id of a provider, or the path of a provider folder"
  exit 2
fi
if [[ -z $INPUT_REPORT || $INPUT_REPORT == *[$',\n\r']* ]]; then
  echo "::error title=proofsheet::the input report is no path of a folder: write a path without commas and line breaks"
  exit 2
fi
annotations="$RUNNER_TEMP/proofsheet-annotations.txt"
mkdir -p "$INPUT_REPORT"
rm -f "$annotations" "$INPUT_REPORT/report.md" "$INPUT_REPORT/junit.xml"
args=(verify --yes "--max-images=$INPUT_BUDGET")
if [ -n "$INPUT_BASE_URL" ]; then args+=("--base-url=$INPUT_BASE_URL"); fi
for report in "annotations=$annotations" "json=$INPUT_REPORT/report.json" "html=$INPUT_REPORT/report.html" \
  "markdown=$INPUT_REPORT/report.md" "sarif=$INPUT_REPORT/report.sarif" "junit=$INPUT_REPORT/junit.xml"; do
  args+=("--report=$report")
done
read -r -d '' -a more <<<"$INPUT_ARGS" || true
# GitHub obeys lines such as ::error::. A text of the gateway must not be such a line.
mark="proofsheet-$RANDOM$RANDOM$RANDOM$RANDOM"
echo "::stop-commands::$mark"
code=0
"$RUNNER_TEMP/proofsheet/node_modules/.bin/proofsheet" "${args[@]}" ${more[@]+"${more[@]}"} -- "$INPUT_GATEWAY" 2>&1 || code=$?
echo "::$mark::"
if [ -f "$annotations" ]; then cat "$annotations"; fi
# GitHub takes at most 1 MiB of summary of a step.
if [ -f "$INPUT_REPORT/report.md" ]; then head -c 1000000 "$INPUT_REPORT/report.md" >>"$GITHUB_STEP_SUMMARY"; fi
deviations=
if [ -f "$INPUT_REPORT/junit.xml" ]; then
  deviations=$(sed -nE 's/^<testsuites .*failures="([0-9]+)".*/\1/p' "$INPUT_REPORT/junit.xml")
fi
passed=false
if [ "$code" = 0 ]; then passed=true; fi
{
  echo "passed=$passed"
  echo "deviations=$deviations"
  echo "report=$INPUT_REPORT"
} >>"$GITHUB_OUTPUT"
exit "$code"
