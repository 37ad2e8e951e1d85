#!/usr/bin/env bash
set -euo pipefail
readonly table=$1/days.csv detail=$2 text=$3/text.txt results=$4

case $detail in
  full) tail -n +2 "$table" | cut -d, -f6 | sort | uniq -c | sort -rn >"$text" ;;
  short) echo "$(wc -l <"$table") lines" >"$text" ;;
  none) echo "too little to say" >"$text" ;;
  *)
    echo "expected full, short or none, found '$detail'" >&2
    exit 2
    ;;
esac
echo "{ \"values\": { \"lines\": $(wc -l <"$text") } }" >"$results"
