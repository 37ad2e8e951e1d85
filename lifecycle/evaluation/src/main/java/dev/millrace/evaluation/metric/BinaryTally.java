package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

import java.util.Arrays;

/**
 * Sums over rows that arrive by descending score, in that order, so the same rows always give the
 * same bits.
 *
 * <p>The areas are counted on the way: rows of equal score form a tie, and when a tie ends, each of
 * its negative rows has lost to every positive row above and drawn with those of the tie itself;
 * and deciding positive from this score on is one point of each curve.
 */
final class BinaryTally {

  static final int CALIBRATION_BINS = 10;

  private final BinaryPlan plan;
  private final double[] decidedPositive;
  private final double[] truePositive;
  private final double[] best;
  private final double[] binWeight = new double[CALIBRATION_BINS];
  private final double[] binExcess = new double[CALIBRATION_BINS];

  private double totalPositive;
  private double totalNegative;

  private long count;
  private double weight;
  private double positive;
  private double predictions;
  private double predictionsOfPositive;
  private double logLoss;
  private double squaredError;

  private double tieScore = Double.NaN;
  private double tiePositive;
  private double tieNegative;
  private double positiveAbove;
  private double negativeAbove;
  private double pairsWon;
  private double precisionByRecall;

  BinaryTally(BinaryPlan plan) {
    this.plan = plan;
    this.decidedPositive = new double[plan.thresholds().length];
    this.truePositive = new double[plan.thresholds().length];
    this.best = plan.constraints().stream().mapToDouble(Constraint::ofNone).toArray();
  }

  /** Tells how much weight there will be, which constraints need beforehand. */
  void announce(boolean isPositive, double rowWeight) {
    if (isPositive) {
      totalPositive += rowWeight;
    } else {
      totalNegative += rowWeight;
    }
  }

  void add(double score, boolean isPositive, double rowWeight, double rowLogLoss) {
    count++;
    weight += rowWeight;
    double error = isPositive ? 1 - score : score;
    predictions += rowWeight * score;
    logLoss += rowWeight * rowLogLoss;
    squaredError += rowWeight * error * error;
    if (isPositive) {
      positive += rowWeight;
      predictionsOfPositive += rowWeight * score;
    }
    for (int i = 0; i < decidedPositive.length; i++) {
      if (score > plan.thresholds()[i]) {
        decidedPositive[i] += rowWeight;
        truePositive[i] += isPositive ? rowWeight : 0;
      }
    }
    int bin = Math.min(CALIBRATION_BINS - 1, (int) (score * CALIBRATION_BINS));
    binWeight[bin] += rowWeight;
    binExcess[bin] += rowWeight * (isPositive ? score - 1 : score);
    rank(score, isPositive, rowWeight);
  }

  private void rank(double score, boolean isPositive, double rowWeight) {
    if (score != tieScore) {
      endTie();
      tieScore = score;
    }
    if (isPositive) {
      tiePositive += rowWeight;
    } else {
      tieNegative += rowWeight;
    }
  }

  private void endTie() {
    pairsWon += tieNegative * (positiveAbove + tiePositive / 2);
    positiveAbove += tiePositive;
    negativeAbove += tieNegative;
    if (tiePositive > 0) {
      precisionByRecall += tiePositive * positiveAbove / (positiveAbove + negativeAbove);
    }
    if (best.length > 0 && tiePositive + tieNegative > 0) {
      for (int i = 0; i < best.length; i++) {
        best[i] = plan.constraints().get(i).better(best[i], tieScore, above());
      }
    }
    tiePositive = 0;
    tieNegative = 0;
  }

  private Confusion above() {
    return new Confusion(
        positiveAbove, negativeAbove, totalNegative - negativeAbove, totalPositive - positiveAbove);
  }

  BinaryTally finish() {
    endTie();
    return this;
  }

  long count() {
    return count;
  }

  double weight() {
    return weight;
  }

  double auc() {
    return ratio(pairsWon, positiveAbove * negativeAbove);
  }

  double averagePrecision() {
    return ratio(precisionByRecall, positiveAbove);
  }

  double meanLogLoss() {
    return ratio(logLoss, weight);
  }

  double brierScore() {
    return ratio(squaredError, weight);
  }

  double calibration() {
    return ratio(predictions, positive);
  }

  double meanPrediction() {
    return ratio(predictions, weight);
  }

  double meanLabel() {
    return ratio(positive, weight);
  }

  double meanOfPositive() {
    return ratio(predictionsOfPositive, positive);
  }

  double meanOfNegative() {
    return ratio(predictions - predictionsOfPositive, weight - positive);
  }

  double expectedCalibrationError() {
    return ratio(Arrays.stream(binExcess).map(Math::abs).sum(), weight);
  }

  Confusion confusion(int threshold) {
    double falsePositive = decidedPositive[threshold] - truePositive[threshold];
    return new Confusion(
        truePositive[threshold],
        falsePositive,
        weight - positive - falsePositive,
        positive - truePositive[threshold]);
  }

  double best(int constraint) {
    return weight == 0 ? Double.NaN : best[constraint];
  }
}
