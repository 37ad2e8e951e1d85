package dev.millrace.evaluation.blessing;

/**
 * What became of one threshold.
 *
 * @param metric its standard name
 * @param threshold what was asked, in words
 * @param found what was found, in words with the figures
 */
public record Verdict(String metric, String threshold, String found, Outcome outcome) {

  /** How a threshold ended. */
  public enum Outcome {
    HELD,
    FAILED,
    /** It compares with a baseline, and there is none. */
    NOT_APPLICABLE
  }

  /** As in "auc 0.58 (not at least 0.6)". */
  @Override
  public String toString() {
    return switch (outcome) {
      case HELD -> metric + " " + found + " (" + threshold + ")";
      case FAILED -> metric + " " + found + " (not " + threshold + ")";
      case NOT_APPLICABLE -> metric + " " + found;
    };
  }
}
