package dev.millrace.cli;

import java.util.Optional;

/** Why a step or a run stands where it stands, as it is recorded: what happened, and what to do. */
record Reason(String what, Optional<String> hint) {

  private static final String HINT = "\nhint: ";

  static Reason of(String recorded) {
    int at = recorded.indexOf(HINT);
    return at < 0
        ? new Reason(recorded, Optional.empty())
        : new Reason(
            recorded.substring(0, at), Optional.of(recorded.substring(at + HINT.length())));
  }

  /** On one line. */
  String brief() {
    return what.lines().findFirst().orElse("");
  }
}
