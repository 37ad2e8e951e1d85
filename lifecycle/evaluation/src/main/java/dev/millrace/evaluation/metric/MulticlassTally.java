package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Sums over rows of several classes, and the areas of each class against the rest. */
final class MulticlassTally {

  private final double[] actual;
  private final double[] predicted;
  private final double[] right;
  private final double[] probability;
  private final double[] auc;
  private final int[] ranks;
  private final double[] withinRank;
  private long count;
  private double weight;
  private double logLoss;
  private double squaredError;

  /**
   * @param ranks of which it is counted how often the label is among so many most probable
   */
  MulticlassTally(int classes, int[] ranks) {
    this.actual = new double[classes];
    this.predicted = new double[classes];
    this.right = new double[classes];
    this.probability = new double[classes];
    this.auc = new double[classes];
    this.ranks = ranks;
    this.withinRank = new double[ranks.length];
    Arrays.fill(auc, Double.NaN);
  }

  void add(MulticlassMeasure rows, int row, double rowWeight) {
    count++;
    weight += rowWeight;
    int label = rows.label(row);
    int decided = rows.decided(row);
    actual[label] += rowWeight;
    predicted[decided] += rowWeight;
    right[label] += decided == label ? rowWeight : 0;
    logLoss += rowWeight * rows.logLoss(row);
    squaredError += rowWeight * rows.squaredError(row);
    for (int each = 0; each < probability.length; each++) {
      probability[each] += rowWeight * rows.probability(row, each);
    }
    for (int i = 0; i < ranks.length; i++) {
      withinRank[i] += rows.rank(row) <= ranks[i] ? rowWeight : 0;
    }
  }

  void auc(int ofClass, double value) {
    auc[ofClass] = value;
  }

  long count() {
    return count;
  }

  double weight() {
    return weight;
  }

  double meanLogLoss() {
    return ratio(logLoss, weight);
  }

  double brierScore() {
    return ratio(squaredError, weight);
  }

  double accuracy() {
    return ratio(Arrays.stream(right).sum(), weight);
  }

  double within(int place) {
    return ratio(withinRank[place], weight);
  }

  double auc(int ofClass) {
    return auc[ofClass];
  }

  double prevalence(int ofClass) {
    return ratio(actual[ofClass], weight);
  }

  double calibration(int ofClass) {
    return ratio(probability[ofClass], actual[ofClass]);
  }

  /** One class against the rest. */
  Confusion confusion(int ofClass) {
    double wrong = predicted[ofClass] - right[ofClass];
    double missed = actual[ofClass] - right[ofClass];
    return new Confusion(right[ofClass], wrong, weight - right[ofClass] - wrong - missed, missed);
  }

  /** The decisions about all classes together. */
  Confusion micro() {
    Confusion sum = new Confusion(0, 0, 0, 0);
    for (int each = 0; each < actual.length; each++) {
      sum = sum.plus(confusion(each));
    }
    return sum;
  }

  /** The plain mean over classes that the rows have or that were decided for. */
  double macro(ToDoubleFunction<Integer> ofClass) {
    double sum = 0;
    int classes = 0;
    for (int each = 0; each < actual.length; each++) {
      if (actual[each] > 0 || predicted[each] > 0) {
        sum += zeroIfUndefined(ofClass.applyAsDouble(each));
        classes++;
      }
    }
    return ratio(sum, classes);
  }

  /** The mean over classes by how much weight each has. */
  double weightedMacro(ToDoubleFunction<Integer> ofClass) {
    double sum = 0;
    for (int each = 0; each < actual.length; each++) {
      sum += actual[each] > 0 ? actual[each] * zeroIfUndefined(ofClass.applyAsDouble(each)) : 0;
    }
    return ratio(sum, weight);
  }

  /** A class that is never decided for has no precision; it must not look good for that. */
  private static double zeroIfUndefined(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The mean over classes for which the area is defined. */
  double macroAuc(boolean byWeight) {
    double sum = 0;
    double weights = 0;
    for (int each = 0; each < auc.length; each++) {
      if (!Double.isNaN(auc[each])) {
        double share = byWeight ? actual[each] : 1;
        sum += share * auc[each];
        weights += share;
      }
    }
    return ratio(sum, weights);
  }

  /**
   * Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient",
   * Computational Biology and Chemistry 28 (2004).
   */
  double matthews() {
    double hits = Arrays.stream(right).sum();
    double expected = 0;
    double squaredActual = 0;
    double squaredPredicted = 0;
    for (int each = 0; each < actual.length; each++) {
      expected += actual[each] * predicted[each];
      squaredActual += actual[each] * actual[each];
      squaredPredicted += predicted[each] * predicted[each];
    }
    double total = weight * weight;
    return ratio(
        hits * weight - expected, Math.sqrt((total - squaredActual) * (total - squaredPredicted)));
  }
}
