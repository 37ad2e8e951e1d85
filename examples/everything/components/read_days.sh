#!/usr/bin/env bash
set -euo pipefail
readonly csv=$1 days=$2 results=$3

cat "$csv"/*.csv >"$days/days.csv"
rows=$(($(wc -l <"$days/days.csv") - 1))
years=$(tail -n +2 "$days/days.csv" | cut -c1-4 | sort -u | paste -sd,)
echo "$rows days of the years $years"
cat >"$results" <<END
{ "values": { "rows": $rows, "years": [$years] }, "properties": { "days": { "rows": $rows } } }
END
