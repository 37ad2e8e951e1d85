#!/usr/bin/env bash
# Copies this example to a new directory and spoils one week of the copy: distances in kilometres, airports in lower case.
#   ./spoil-week.sh DIRECTORY
set -euo pipefail
if [[ $# != 1 || -e ${1:-} ]]; then
  echo "usage: spoil-week.sh DIRECTORY, which must not be there yet" >&2
  exit 2
fi
mkdir -p "$1"
target=$(cd "$1" && pwd -P)
cd "$(dirname "${BASH_SOURCE[0]}")"

source ../../scripts/jdk.sh
find_jdk
../../millrace --version >/dev/null
duckdb=$(echo ../../surface/cli/target/dist/lib/duckdb_jdbc-*.jar)

cp -r pipeline.yaml schema.yaml data "$target"
"$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$duckdb" SpoilWeek.java "$target/data/2001-02-12.parquet"
echo "spoiled $target/data/2001-02-12.parquet; now: ./millrace run $target --as-of 2001-02-26" >&2
