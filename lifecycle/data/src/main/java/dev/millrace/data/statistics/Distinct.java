package dev.millrace.data.statistics;

/**
 * How many different values there are.
 *
 * @param exact if not, the count is an estimate with a standard error of {@link #STANDARD_ERROR}
 */
public record Distinct(long count, boolean exact) {

  /** Relative: 1 / √(k − 2) of the k least hashes that are kept. */
  public static final double STANDARD_ERROR = 0.022_11;
}
