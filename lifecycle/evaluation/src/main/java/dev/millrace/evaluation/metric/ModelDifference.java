package dev.millrace.evaluation.metric;

import java.util.Optional;

/**
 * How two models differ on the same rows, whichever is better.
 *
 * @param symmetricPredictionDifference mean of 2 |p − q| / (|p| + |q|): 0 for the same predictions,
 *     2 for opposite ones; absent where predictions are no numbers
 * @param flips absent where there are no decisions
 */
public record ModelDifference(
    Optional<Double> symmetricPredictionDifference, Optional<Flips> flips) {

  /**
   * Decisions that differ, as shares.
   *
   * @param flipRate of all rows
   * @param negativeToPositive of those that the baseline decides negative; absent where it decides
   *     none so, or there are more than two classes
   * @param positiveToNegative likewise
   * @param onlyModelRight rows, whatever their weights
   * @param onlyBaselineRight likewise
   * @param pValue of models that are equally often right: McNemar, "Note on the sampling error of
   *     the difference between correlated proportions or percentages", Psychometrika 12 (1947),
   *     exact up to {@value #EXACT} rows on which they differ
   */
  public record Flips(
      double flipRate,
      Optional<Double> negativeToPositive,
      Optional<Double> positiveToNegative,
      long onlyModelRight,
      long onlyBaselineRight,
      double pValue) {

    private static final int EXACT = 1000;

    static double mcNemar(long model, long baseline) {
      long differing = model + baseline;
      if (differing > EXACT) {
        // With the correction of Edwards, "Note on the correction for continuity", Psychometrika
        // 13.
        double distance = Math.max(0, (double) Math.abs(model - baseline) - 1);
        return 2 * NormalTail.above(distance / Math.sqrt((double) differing));
      }
      double probability = StrictMath.pow(2, (double) -differing);
      double sum = 0;
      for (long right = 0; right <= Math.min(model, baseline); right++) {
        sum += probability;
        probability *= (differing - right) / (right + 1.0);
      }
      return Math.min(1, 2 * sum);
    }
  }

  /** Compares two models' predictions of the same rows. */
  public static ModelDifference of(Measure model, Measure baseline, Weights weights) {
    if (model instanceof BinaryMeasure one && baseline instanceof BinaryMeasure other) {
      return new ModelDifference(
          difference(one.scores(), other.scores(), weights),
          Optional.of(
              flips(one.decisions(), other.decisions(), new Right(model, baseline), weights)));
    }
    if (model instanceof MulticlassMeasure one && baseline instanceof MulticlassMeasure other) {
      return new ModelDifference(
          Optional.empty(),
          Optional.of(
              flips(one.decisions(), other.decisions(), new Right(model, baseline), weights)));
    }
    if (model instanceof RegressionMeasure one && baseline instanceof RegressionMeasure other) {
      return new ModelDifference(
          difference(one.predictions(), other.predictions(), weights), Optional.empty());
    }
    return new ModelDifference(Optional.empty(), Optional.empty());
  }

  private static Optional<Double> difference(double[] model, double[] baseline, Weights weights) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < model.length; row++) {
      double weight = weights.of(row);
      double scale = Math.abs(model[row]) + Math.abs(baseline[row]);
      sum += scale == 0 ? 0 : weight * 2 * Math.abs(model[row] - baseline[row]) / scale;
      total += weight;
    }
    return total == 0 ? Optional.empty() : Optional.of(sum / total);
  }

  /** Which decisions are right, 1 or 0 by row. */
  private record Right(double[] model, double[] baseline) {

    Right(Measure model, Measure baseline) {
      this(model.terms(ACCURACY), baseline.terms(ACCURACY));
    }

    private static final Metric ACCURACY = Metric.higher("accuracy").asMean();

    double pValue() {
      return Flips.mcNemar(only(model, baseline), only(baseline, model));
    }

    static long only(double[] one, double[] other) {
      long rows = 0;
      for (int row = 0; row < one.length; row++) {
        rows += one[row] > other[row] ? 1 : 0;
      }
      return rows;
    }
  }

  /** Weight by decision of baseline and model, 0 for negative. */
  private static Flips flips(int[] model, int[] baseline, Right right, Weights weights) {
    double flipped = 0;
    double total = 0;
    double[][] decided = new double[2][2];
    boolean binary = true;
    for (int row = 0; row < model.length; row++) {
      double weight = weights.of(row);
      total += weight;
      flipped += model[row] == baseline[row] ? 0 : weight;
      binary &= model[row] < 2 && baseline[row] < 2;
      decided[Math.min(1, baseline[row])][Math.min(1, model[row])] += weight;
    }
    return new Flips(
        Formula.ratio(flipped, total),
        binary ? rate(decided[0][1], decided[0][0]) : Optional.empty(),
        binary ? rate(decided[1][0], decided[1][1]) : Optional.empty(),
        Right.only(right.model(), right.baseline()),
        Right.only(right.baseline(), right.model()),
        right.pValue());
  }

  private static Optional<Double> rate(double flipped, double kept) {
    return flipped + kept == 0 ? Optional.empty() : Optional.of(flipped / (flipped + kept));
  }
}
