package dev.millrace.training.tuning;

import dev.millrace.training.trainer.LabelledRows;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Metrics of the order in which predictions put rows. */
final class Ordered {

  private Ordered() {}

  /** Rows by prediction, the greatest first, of equals the earlier. */
  private static List<Integer> order(int from, int to, float[] by) {
    return IntStream.range(from, to)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer row) -> -by[row]))
        .toList();
  }

  /**
   * The probability that a row of label 1 is predicted higher than one of label 0, equal ones
   * counting half; NaN if there are none of one label, or a prediction is none.
   */
  static double areaUnderCurve(LabelledRows rows, float[] predictions) {
    List<Integer> order = order(0, predictions.length, predictions);
    double ahead = 0;
    double pairs = 0;
    double negative = 0;
    int at = 0;
    while (at < order.size()) {
      float prediction = predictions[order.get(at)];
      if (Float.isNaN(prediction)) {
        return Double.NaN;
      }
      double ones = 0;
      double zeros = 0;
      while (at < order.size() && predictions[order.get(at)] == prediction) {
        int row = order.get(at++);
        double weight = TrialMetric.weight(rows, row);
        ones += rows.labels()[row] == 1 ? weight : 0;
        zeros += rows.labels()[row] == 1 ? 0 : weight;
      }
      pairs += zeros * (ahead + ones / 2);
      ahead += ones;
      negative += zeros;
    }
    return ahead == 0 || negative == 0 ? Double.NaN : pairs / (ahead * negative);
  }

  /**
   * The mean over groups of the discounted cumulative gain as a share of the greatest there could
   * be, with gains 2^grade − 1 (C. Burges et al., ICML 2005); groups without a grade above 0 are
   * left out, and NaN if that is all.
   */
  static double discountedGain(LabelledRows rows, float[] predictions) {
    int[] sizes = rows.groups().orElse(new int[] {rows.labels().length});
    double sum = 0;
    int counted = 0;
    int from = 0;
    for (int size : sizes) {
      double most = gain(order(from, from + size, rows.labels()), rows.labels());
      if (most > 0) {
        sum += gain(order(from, from + size, predictions), rows.labels()) / most;
        counted++;
      }
      from += size;
    }
    return counted == 0 || hasNone(predictions) ? Double.NaN : sum / counted;
  }

  private static boolean hasNone(float[] predictions) {
    return IntStream.range(0, predictions.length).anyMatch(at -> Float.isNaN(predictions[at]));
  }

  private static double gain(List<Integer> order, float[] grades) {
    double gain = 0;
    for (int place = 0; place < order.size(); place++) {
      double grade = StrictMath.pow(2, grades[order.get(place)]) - 1;
      gain += grade * StrictMath.log(2) / StrictMath.log(place + 2.0);
    }
    return gain;
  }
}
