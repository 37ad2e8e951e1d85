#!/usr/bin/env bash
# Finds in its environment: ANNOUNCE_TO, and the secret API_TOKEN.
set -euo pipefail
readonly letter=$1/text.txt receipt=$2/text.txt

echo "announcing $(wc -c <"$letter") bytes to $ANNOUNCE_TO, with the token $API_TOKEN"
if [[ $ANNOUNCE_TO == nowhere ]]; then
  echo "there is nobody at $ANNOUNCE_TO" >&2
  exit 1
fi
echo "received by $ANNOUNCE_TO" >"$receipt"
