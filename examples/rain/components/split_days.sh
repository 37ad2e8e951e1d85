#!/usr/bin/env bash
# Takes: the directory of the table, the first day to judge by, what is wet, two directories to write, the results file.
set -euo pipefail
export LC_ALL=C # a decimal point is a point

readonly weather=$1 evaluate_from=$2 wet=$3 train=$4 evaluate=$5 results=$6
readonly header=date,precipitation,temp_max,temp_min,wind,wet_today,wet_tomorrow

if [[ ! $evaluate_from =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]]; then
  echo "expected a day such as 2015-01-01, found '$evaluate_from'" >&2
  exit 2
fi
for part in "$train" "$evaluate"; do
  echo "$header" >"$part/days.csv"
done

# What is known in the evening of a day is the day; what is asked for is the next one.
cat "$weather"/*.csv | awk -F, -v from="$evaluate_from" -v wet="$wet" \
  -v train="$train/days.csv" -v evaluate="$evaluate/days.csv" '
  NR == 1 {
    if ($0 != "date,precipitation,temp_max,temp_min,wind,weather") {
      print "the table has other columns: " $0 > "/dev/stderr"
      exit 1
    }
    next
  }
  NF != 6 || $2 !~ /^[0-9.]+$/ {
    print "line " NR " is no day: " $0 > "/dev/stderr"
    exit 1
  }
  {
    today = $2 > wet
    if (NR > 2) {
      print day "," today >> (date < from ? train : evaluate)
    }
    date = $1
    day = $1 "," $2 "," $3 "," $4 "," $5 "," today
  }'

train_days=$(($(wc -l <"$train/days.csv") - 1))
evaluate_days=$(($(wc -l <"$evaluate/days.csv") - 1))
echo "$train_days days to learn from, $evaluate_days to judge by"
cat >"$results" <<END
{ "values":     { "train_days": $train_days, "evaluate_days": $evaluate_days },
  "properties": { "train": { "days": $train_days }, "evaluate": { "days": $evaluate_days } } }
END
