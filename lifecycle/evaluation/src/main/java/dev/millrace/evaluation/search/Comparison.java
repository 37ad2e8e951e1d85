package dev.millrace.evaluation.search;

import dev.millrace.evaluation.metric.NormalTail;
import java.util.List;

/** The losses of a slice beside those of all other rows. */
record Comparison(Losses inside, Losses outside) {

  static Comparison of(Losses all, Losses slice) {
    return new Comparison(slice, all.less(slice));
  }

  /**
   * Welch's statistic, "The generalization of Student's problem when several different population
   * variances are involved", Biometrika 34 (1947). Losses are skewed to the right, which makes a
   * large value of it rarer than the normal distribution says: the test is on the safe side.
   */
  double statistic() {
    double variance = inside.variance() + outside.variance();
    double difference = inside.mean() - outside.mean();
    return variance > 0 ? difference / Math.sqrt(variance) : 0;
  }

  double pValue() {
    return NormalTail.above(statistic());
  }

  boolean large(long least) {
    return inside.rows() >= least && outside.rows() >= least;
  }

  double effect() {
    double deviation = outside.deviation();
    return deviation > 0 ? (inside.mean() - outside.mean()) / deviation : 0;
  }

  FoundSlice found(List<String> conditions) {
    long rows = inside.rows();
    return new FoundSlice(
        conditions,
        rows,
        (double) rows / (rows + outside.rows()),
        inside.mean(),
        outside.mean(),
        effect(),
        pValue());
  }
}
