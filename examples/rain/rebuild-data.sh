#!/usr/bin/env bash
# Fetches data/seattle-weather.csv again from the package it comes from. Needs npm, and downloads 18 MB.
#   ./rebuild-data.sh           compares with the committed file
#   ./rebuild-data.sh --write   replaces it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly package=vega-datasets@3.2.1
readonly package_sha256=6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "fetching $package" >&2
archive=$work/$(npm pack --silent --pack-destination "$work" "$package")
found=$(openssl dgst -sha256 -r "$archive" | cut -d' ' -f1)
if [[ $found != "$package_sha256" ]]; then
  echo "error: $package has SHA-256 $found, expected $package_sha256" >&2
  exit 1
fi
tar -xzf "$archive" -C "$work" package/data/seattle-weather.csv

if [[ ${1:-} == --write ]]; then
  mkdir -p data
  cp "$work/package/data/seattle-weather.csv" data/
elif cmp data/seattle-weather.csv "$work/package/data/seattle-weather.csv"; then
  echo "the committed file is the same, byte for byte" >&2
else
  echo "hint: './rebuild-data.sh --write' replaces the committed file" >&2
  exit 1
fi
