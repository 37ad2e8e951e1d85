#!/usr/bin/env bash
# Takes: the directory of the scores, a title, two accuracies, the directory to write.
set -euo pipefail
export LC_ALL=C

readonly scores=$1 title=$2 accuracy=$3 baseline=$4 report=$5

{
  printf '# %s\n\n' "$title"
  printf '%.1f %% of the answers were right. "As today" would have been right in %.1f %%.\n\n' \
    "$(awk -v x="$accuracy" 'BEGIN { print 100 * x }')" "$(awk -v x="$baseline" 'BEGIN { print 100 * x }')"
  echo '| month | days | wet | said wet | right |'
  echo '|---|---:|---:|---:|---:|'
  awk -F, 'NR > 1 {
      month = substr($1, 1, 7)
      said = $2 >= 0.5
      days[month]++
      wet[month] += $3
      told[month] += said
      right[month] += said == $3
    }
    END {
      for (month in days) {
        printf "| %s | %d | %d | %d | %d |\n", month, days[month], wet[month], told[month], right[month]
      }
    }' "$scores/scores.csv" | sort
} >"$report/report.md"
cat "$report/report.md"
