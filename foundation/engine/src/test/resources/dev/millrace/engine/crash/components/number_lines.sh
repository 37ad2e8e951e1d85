#!/usr/bin/env bash
set -euo pipefail
readonly journal=$1 title=$2 text=$3/text.txt results=$4
shift 4

# Begins and ends as the Java steps note them: run, step, and the number of the process that it was started by; 0 if
# that is gone already.
readonly run=${MILLRACE_TASK%%/*} step=${MILLRACE_TASK#*/}
life=$(cat "$journal.$PPID" 2>/dev/null) || life=0
note() {
  echo "$1 $run ${step%#*} $life" >>"$journal"
}

note begin
setsid sleep 300 >/dev/null 2>&1 &
readonly daemon=$!
{
  echo "$title"
  cat "${@/%//text.txt}" | nl
} >"$text"
echo "{ \"values\": { \"lines\": $(wc -l <"$text") } }" >"$results"
kill "$daemon"
note end
