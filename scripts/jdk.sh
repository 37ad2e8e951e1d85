# Finds a JDK to build and run Millrace with. Sourced: find_jdk sets java_home, or says what is missing and fails.
# Nothing is started to find out a version: every JDK has it in its file 'release'.

readonly oldest_jdk=25

# Sets java_home if a folder has a JDK that is new enough.
use_jdk() {
  local line
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
      ((BASH_REMATCH[1] >= oldest_jdk)) && java_home=$1
      return
    fi
  done <"$1/release"
  return 1
}

# The folder of the JDK whose java is on PATH, links resolved.
jdk_on_path() {
  local java
  java=$(command -v java) || return 0
  while [[ -L $java ]]; do
    local target
    target=$(readlink "$java")
    [[ $target == /* ]] && java=$target || java=$(dirname "$java")/$target
  done
  printf '%s' "${java%/bin/java}"
}

find_jdk() {
  local folder
  java_home=
  if [[ -n ${MILLRACE_JAVA_HOME:-} ]]; then
    use_jdk "$MILLRACE_JAVA_HOME" && return 0
    echo "error: MILLRACE_JAVA_HOME is $MILLRACE_JAVA_HOME, and there is no JDK $oldest_jdk or newer in it" >&2
    echo "hint: set it to the folder that holds bin/javac of such a JDK, or unset it to have one looked for" >&2
    return 1
  fi
  [[ -n ${JAVA_HOME:-} ]] && use_jdk "$JAVA_HOME" && return 0
  for folder in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    use_jdk "$folder" && return 0
  done
  use_jdk "$(jdk_on_path)" && return 0
  echo "error: Millrace needs a JDK $oldest_jdk or newer, and none was found in JAVA_HOME (${JAVA_HOME:-not set})," \
    "/usr/lib/jvm, /opt, ~/.sdkman/candidates/java, ~/.jdks, /Library/Java/JavaVirtualMachines or on PATH" >&2
  echo "hint: install one (apt install temurin-25-jdk, brew install openjdk@25, sdk install java 25-tem)," \
    "or set MILLRACE_JAVA_HOME to its folder" >&2
  return 1
}
