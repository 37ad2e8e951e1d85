package dev.millrace.serving.check;

/**
 * What became of one thing that is asked of a server.
 *
 * @param check its name
 * @param asked in words
 * @param found in words, with the figure
 */
record Verdict(String check, String asked, String found, Outcome outcome) {

  enum Outcome {
    HELD,
    FAILED,
    /** It was measured, and no limit is set. */
    NOT_ASKED,
    /** Something before it failed. */
    NOT_REACHED
  }

  static Verdict held(String check, String asked, String found) {
    return new Verdict(check, asked, found, Outcome.HELD);
  }

  static Verdict failed(String check, String asked, String found) {
    return new Verdict(check, asked, found, Outcome.FAILED);
  }

  static Verdict notAsked(String check, String found) {
    return new Verdict(check, "no limit", found, Outcome.NOT_ASKED);
  }

  static Verdict notReached(String check, String asked) {
    return new Verdict(check, asked, "not reached", Outcome.NOT_REACHED);
  }

  boolean is(Outcome one) {
    return outcome == one;
  }

  /** As in "latency_p99 31.2ms (not at most 20ms)". */
  @Override
  public String toString() {
    return switch (outcome) {
      case HELD -> check + " " + found + " (" + asked + ")";
      case FAILED -> check + " " + found + " (not " + asked + ")";
      case NOT_ASKED, NOT_REACHED -> check + " " + found;
    };
  }
}
