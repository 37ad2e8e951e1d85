package dev.millrace.data.page;

import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.ValueCounts;

/**
 * Tukey's outer fences, three interquartile ranges outside the quartiles: what is beyond is far
 * out. Tukey, "Exploratory Data Analysis" (1977), chapter 2.
 */
record Fences(double low, double high) {

  private static final double FAR = 3;

  /** Of numbers of which there is at least one. */
  static Fences of(NumericStatistics numbers) {
    double lower = numbers.quantile(0.25);
    double upper = numbers.quantile(0.75);
    double reach = FAR * (upper - lower);
    return reach > 0 && Double.isFinite(reach)
        ? new Fences(lower - reach, upper + reach)
        : new Fences(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** How many values are beyond; none where most are one value, so that there is no range. */
  static long farOut(NumericStatistics numbers) {
    if (numbers.range().isEmpty()) {
      return 0;
    }
    Fences fences = of(numbers);
    ValueCounts values = numbers.values();
    long beyond = 0;
    for (int i = 0; i < values.size(); i++) {
      double value = values.values()[i];
      beyond += value < fences.low || value > fences.high ? values.counts()[i] : 0;
    }
    return beyond;
  }
}
