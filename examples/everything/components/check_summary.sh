#!/usr/bin/env bash
set -euo pipefail
readonly summary=$1/summary.json label=$2 results=$3

days=$(sed 's/.*"days": \([0-9]*\).*/\1/' "$summary")
if ((days < 365)); then
  echo "{ \"refused\": \"$label has $days days only\" }" >"$results"
else
  echo "{ \"values\": { \"verdict\": \"$label is whole\" } }" >"$results"
fi
