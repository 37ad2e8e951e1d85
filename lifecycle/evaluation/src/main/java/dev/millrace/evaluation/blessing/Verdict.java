package dev.millrace.evaluation.blessing;

/**
 * What became of one threshold.
 *
 * @param metric its standard name
 * @param slice of rows that it is about; empty for all rows
 * @param threshold what was asked, in words
 * @param found what was found, in words with the figures
 */
public record Verdict(
    String metric, String slice, String threshold, String found, Outcome outcome) {

  /** How a threshold ended. */
  public enum Outcome {
    HELD,
    FAILED,
    /** It compares with a baseline, and there is none. */
    NOT_APPLICABLE,
    /** It is about a slice that there is none of, which is a failure too. */
    MISSING
  }

  boolean refuses() {
    return outcome == Outcome.FAILED || outcome == Outcome.MISSING;
  }

  /** As in "auc 0.58 (not at least 0.6)". */
  @Override
  public String toString() {
    String of = slice.isEmpty() ? metric : metric + " of " + slice;
    return switch (outcome) {
      case HELD -> of + " " + found + " (" + threshold + ")";
      case FAILED -> of + " " + found + " (not " + threshold + ")";
      case NOT_APPLICABLE, MISSING -> of + " " + found;
    };
  }
}
