#!/usr/bin/env bash
# Makes data/*.parquet again from the package they come from. Needs npm and a JDK, and downloads 18 MB.
#   ./rebuild-data.sh           compares with the committed files
#   ./rebuild-data.sh --write   replaces them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly package=vega-datasets@3.2.1
readonly package_sha256=6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3

source ../../scripts/jdk.sh
find_jdk
../../millrace --version >/dev/null
duckdb=$(echo ../../surface/cli/target/dist/lib/duckdb_jdbc-*.jar)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "fetching $package" >&2
archive=$work/$(npm pack --silent --pack-destination "$work" "$package")
found=$(openssl dgst -sha256 -r "$archive" | cut -d' ' -f1)
if [[ $found != "$package_sha256" ]]; then
  echo "error: $package has SHA-256 $found, expected $package_sha256" >&2
  exit 1
fi
tar -xzf "$archive" -C "$work" package/data/flights-3m.parquet

echo "splitting into weeks" >&2
"$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$duckdb" \
  RebuildData.java "$work/package/data/flights-3m.parquet" "$work/weeks"

if [[ ${1:-} == --write ]]; then
  mkdir -p data
  cp "$work"/weeks/*.parquet data/
  echo "wrote $(ls data | wc -l | tr -d ' ') files to $PWD/data" >&2
elif diff -rq data "$work/weeks"; then
  echo "the committed files are the same, byte for byte" >&2
else
  echo "hint: './rebuild-data.sh --write' replaces the committed files" >&2
  exit 1
fi
