package dev.millrace.evaluation.metric;

/**
 * The spread of a metric over replicates that arrive one after the other, by the recurrence of
 * Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics
 * 4 (1962).
 */
final class Spread {

  private int count;
  private double mean;
  private double squares;

  /** Adds a replicate; one that is not finite is none. */
  void add(double value) {
    if (Double.isFinite(value)) {
      count++;
      double distance = value - mean;
      mean += distance / count;
      squares += distance * (value - mean);
    }
  }

  /** The estimate of a value that was measured on the rows as they are. */
  Estimate around(double value, Resampling resampling) {
    if (!Double.isFinite(value) || count < resampling.leastDefined()) {
      return Estimate.exact(value);
    }
    double variance = resampling.variance(squares / (count - 1));
    return new Estimate(value, Math.sqrt(variance), count - 1);
  }
}
