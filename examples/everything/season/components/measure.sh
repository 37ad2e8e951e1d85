#!/usr/bin/env bash
set -euo pipefail
export LC_ALL=C
readonly season=$1/days.csv name=$2 results=$3

mean=$(awk -F, 'NR > 1 { sum += $3 } END { printf "%.2f", sum / (NR - 1) }' "$season")
echo "$name: $mean °C"
echo "{ \"values\": { \"mean\": $mean }, \"metrics\": { \"mean\": $mean } }" >"$results"
