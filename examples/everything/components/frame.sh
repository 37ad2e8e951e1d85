#!/usr/bin/env bash
set -euo pipefail
readonly text=$1/text.txt title=$2 framed=$3/text.txt results=$4

{
  echo "$title"
  echo "${title//?/=}"
  cat "$text"
} >"$framed"
echo "{ \"values\": { \"lines\": $(wc -l <"$framed") } }" >"$results"
