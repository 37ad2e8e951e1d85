package dev.millrace.evaluation.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a metric follows from what was summed up of some rows.
 *
 * @param value NaN where the rows do not define the metric
 */
record Formula<S>(Metric metric, ToDoubleFunction<S> value) {

  static <S> List<Metric> metrics(List<Formula<S>> formulas) {
    return formulas.stream().map(Formula::metric).toList();
  }

  static <S> double[] values(List<Formula<S>> formulas, S sums) {
    double[] values = new double[formulas.size()];
    for (int i = 0; i < values.length; i++) {
      double value = formulas.get(i).value().applyAsDouble(sums);
      values[i] = Double.isFinite(value) ? value : Double.NaN; // A square may be too large.
    }
    return values;
  }

  /** NaN where there is nothing to divide by. */
  static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
