# Builds the program that ./millrace starts. Sourced; needs root, dist, java_home and run_options.

readonly stamp=$dist/built
readonly build_log=$root/target/build.log
readonly build_lock=$root/target/build.lock

# True if a source is newer than the last good build, or there was none. Folders count too: their time changes when a
# file in them goes away.
sources_changed() {
  [[ -f $dist/millrace.jar && -f $stamp ]] || return 0
  local -a sources
  shopt -s nullglob
  sources=("$root"/pom.xml "$root"/{app,*/*}/{pom.xml,src/main})
  shopt -u nullglob
  [[ -n $(find "${sources[@]}" -newer "$stamp" -print -quit) ]]
}

# True if the program is not the one that was learnt of: Maven alone has made it anew.
learnt_of_another() {
  [[ -f $dist/run.aot && $dist/millrace.jar -nt $dist/run.aot ]]
}

# Builds what is to be built, unless another launch has done so while this one waited for it.
build() {
  local status=0
  mkdir -p "$dist" "$root/target"
  lock
  if sources_changed; then
    build_now || status=$?
  elif learnt_of_another; then
    SECONDS=0
    learn_all
    end_progress "Millrace was made ready for a fast start in $SECONDS s"
  fi
  unlock
  return $status
}

build_now() {
  local maven status=0
  if ! command -v mvn >/dev/null; then
    echo "error: Millrace has to be built, and there is no Maven ('mvn') on PATH" >&2
    echo "hint: install Maven 3.8 or newer (apt install maven, brew install maven), then run this again" >&2
    return 1
  fi
  # Taken first, so that what changes during the build is built next time.
  touch "$stamp.next"
  # A running program keeps the files it has opened; written over, they would change under it.
  rm -f "$dist/millrace.jar" "$dist"/*.aot

  SECONDS=0
  # It is looked into before Maven has said anything.
  : >"$build_log"
  JAVA_HOME=$java_home mvn -B -f "$root/pom.xml" -pl surface/cli -am -DskipTests package >"$build_log" 2>&1 &
  maven=$!
  trap 'kill $maven 2>/dev/null || true; end_progress "building Millrace was stopped"; exit 130' INT TERM
  while kill -0 "$maven" 2>/dev/null; do
    show_progress
    sleep 0.2
  done
  wait "$maven" || status=$?
  if ((status == 0)); then
    learn_all
    mv "$stamp.next" "$stamp"
    end_progress "Millrace was built in $SECONDS s"
  else
    end_progress "building Millrace failed after $SECONDS s:"
    maven_errors >&2
    echo "error: Millrace could not be built" >&2
    echo "hint: the lines above say why; the whole log is $build_log" >&2
  fi
  trap - INT TERM
  return "$status"
}

learn_all() {
  learn start.aot --version
  learn_run
}

# Lets java write into a file which classes a command loads and which methods are hot, so that later ones find them
# loaded, linked and known. What is learnt of a run takes longer to open, so the shortest commands have a file of theirs.
# Which methods the last stage of the compiler takes is learnt too, so it has to be what it takes later.
learn() {
  local cache=$dist/$1
  shift
  show_progress "preparing a fast start"
  "$java_home/bin/java" -XX:AOTCacheOutput="$cache.next" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
    "${run_options[@]}" -jar "$dist/millrace.jar" "$@" >>"$build_log" 2>&1 && mv "$cache.next" "$cache" || rm -f "$cache"*
}

# A small run of the main example, in a home of its own.
learn_run() (
  export MILLRACE_ROOT=$root MILLRACE_HOME=$root/target/learning
  unset MILLRACE_DATABASE
  rm -rf "$MILLRACE_HOME"
  learn run.aot run "$root/examples/flights" --as-of 2001-02-26 --set 'weeks=last 3' --set trees=10
  rm -rf "$MILLRACE_HOME"
)

# One line on a terminal, written over and over; elsewhere nothing but the first and the last word.
show_progress() {
  local doing=${1:-$(maven_progress)}
  if [[ ! -t 2 || -n ${NO_COLOR:-} ]]; then
    [[ -n ${announced:-} ]] || echo "building Millrace, once; the log is $build_log" >&2
    announced=yes
  else
    printf '\r\033[Kbuilding Millrace, once: %s, %d s' "$doing" "$SECONDS" >&2
  fi
}

end_progress() {
  [[ ! -t 2 || -n ${NO_COLOR:-} ]] || printf '\r\033[K' >&2
  echo "$1" >&2
}

# What Maven is at, from its log: a module, or the network.
maven_progress() {
  local last
  last=$(tail -n 1 "$build_log")
  if [[ $last == *Downloading* || $last == *Downloaded* ]]; then
    echo "fetching libraries"
  else
    last=$(grep -o 'Building Millrace: .*\]' "$build_log" | tail -n 1) || true
    [[ $last =~ Millrace:\ (.*)\ [^\ ]+\ +\[(.*)\] ]] && echo "${BASH_REMATCH[1]} (${BASH_REMATCH[2]})" || echo "starting"
  fi
}

# What Maven says went wrong, without its advice on how to use Maven; or its last words, if it died without a reason.
# A warning is an error here, and only the warning says where it is.
maven_errors() {
  local errors
  errors=$(sed -n -e '/^\[WARNING\] \//p' -e '/^\[ERROR\]/{s/ *-> \[Help .*//;/To see the full/q;p;}' "$build_log" |
    sed -e 's/^\[[A-Z]*\] *//' -e '/^$/d')
  [[ -n $errors ]] && echo "$errors" || tail -n 20 "$build_log"
}

# One build at a time. The lock goes with the process, or, where there is no flock, with a process of that id.
lock() {
  exec 9>>"$build_lock"
  if command -v flock >/dev/null; then
    flock -n 9 && return
    echo "waiting for another build of Millrace to end" >&2
    flock 9
  else
    until ln -s $$ "$build_lock.owner" 2>/dev/null; do
      kill -0 "$(readlink "$build_lock.owner")" 2>/dev/null || rm -f "$build_lock.owner"
      sleep 0.2
    done
  fi
}

unlock() {
  rm -f "$build_lock.owner"
  exec 9>&-
}
