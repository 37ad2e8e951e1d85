package dev.millrace.evaluation.metric;

import java.util.EnumMap;

/**
 * Sums over rows that arrive by ascending score, in that order, so the same rows always give the
 * same bits.
 *
 * <p>The AUC is counted on the way: rows of equal score form a tie, and when a tie ends, each of
 * its positive rows has beaten every negative row below and drawn with those of the tie itself.
 */
final class Tally {

  private long count;
  private double weight;
  private double positive;
  private double predictions;
  private double logLoss;
  private double squaredError;
  private double correct;
  private double decidedPositive;
  private double truePositive;

  private double tieScore = Double.NEGATIVE_INFINITY;
  private double tiePositive;
  private double tieNegative;
  private double negativeBelow;
  private double pairsWon;

  void add(double score, double label, double rowWeight, double rowLogLoss) {
    count++;
    weight += rowWeight;
    positive += rowWeight * label;
    predictions += rowWeight * score;
    logLoss += rowWeight * rowLogLoss;
    squaredError += rowWeight * RowLoss.squaredError(score, label);
    correct += rowWeight * RowLoss.correct(score, label);
    if (score > Metric.DECISION_THRESHOLD) {
      decidedPositive += rowWeight;
      truePositive += rowWeight * label;
    }
    rank(score, label, rowWeight);
  }

  private void rank(double score, double label, double rowWeight) {
    if (score != tieScore) {
      endTie();
      tieScore = score;
    }
    if (label == 1) {
      tiePositive += rowWeight;
    } else {
      tieNegative += rowWeight;
    }
  }

  private void endTie() {
    pairsWon += tiePositive * (negativeBelow + tieNegative / 2);
    negativeBelow += tieNegative;
    tiePositive = 0;
    tieNegative = 0;
  }

  BinaryMetrics finish() {
    endTie();
    EnumMap<Metric, Double> defined = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      double value = value(metric);
      if (!Double.isNaN(value)) {
        defined.put(metric, value);
      }
    }
    return new BinaryMetrics(defined);
  }

  private double value(Metric metric) {
    return switch (metric) {
      case AUC -> ratio(pairsWon, positive * negativeBelow);
      case LOG_LOSS -> ratio(logLoss, weight);
      case ACCURACY -> ratio(correct, weight);
      case PRECISION -> ratio(truePositive, decidedPositive);
      case RECALL -> ratio(truePositive, positive);
      case BRIER_SCORE -> ratio(squaredError, weight);
      case CALIBRATION -> ratio(predictions, positive);
      case MEAN_PREDICTION -> ratio(predictions, weight);
      case MEAN_LABEL -> ratio(positive, weight);
      case EXAMPLE_COUNT -> count;
    };
  }

  private static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
