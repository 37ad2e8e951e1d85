#!/usr/bin/env bash
# Takes: the results file; --newest and a directory, if there is one; the directories of earlier years.
set -euo pipefail
readonly results=$1
shift

lines=()
if [[ ${1:-} == --newest ]]; then
  lines+=("\"newest $(cut -d: -f2 "$2/summary.json" | cut -d, -f1 | tr -d ' ')\"")
  shift 2
fi
for summary in "$@"; do
  lines+=("\"earlier $(cut -d: -f2 "$summary/summary.json" | cut -d, -f1 | tr -d ' ')\"")
done
(IFS=,; echo "{ \"values\": { \"lines\": [${lines[*]}] } }") >"$results"
