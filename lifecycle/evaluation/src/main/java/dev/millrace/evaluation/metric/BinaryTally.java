package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

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
  private final Confusion[] confusions;
  private final double[] best;
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
    this.confusions = new Confusion[plan.thresholds().length];
    this.best = new double[plan.constraints().size()];
    for (int i = 0; i < best.length; i++) {
      best[i] = plan.constraints().get(i).ofNone();
    }
  }

  /** Tells how much weight there will be, which constraints need beforehand. */
  void announce(RankedRows rows) {
    for (int i = 0; i < rows.count; i++) {
      double ofPositive = rows.weights[i] * rows.labels[i];
      totalPositive += ofPositive;
      totalNegative += rows.weights[i] - ofPositive;
    }
  }

  void add(RankedRows rows) {
    sum(rows);
    decide(rows);
    excess(rows);
    rank(rows);
  }

  // Each sum is a variable of its own while rows are added, which processors are fastest with. A
  // weight times a label is the weight or nothing, and to add nothing leaves each bit as it is.

  private void sum(RankedRows rows) {
    long counted = count;
    double ofWeight = weight;
    double ofPositive = positive;
    double ofPredictions = predictions;
    double ofPredictionsOfPositive = predictionsOfPositive;
    double ofLogLoss = logLoss;
    double ofSquaredError = squaredError;
    for (int i = 0; i < rows.count; i++) {
      double rowWeight = rows.weights[i];
      double score = rows.scores[i];
      double label = rows.labels[i];
      double error = Math.abs(label - score);
      counted += rowWeight > 0 ? 1 : 0;
      ofWeight += rowWeight;
      ofPositive += rowWeight * label;
      ofPredictions += rowWeight * score;
      ofPredictionsOfPositive += rowWeight * label * score;
      ofLogLoss += rowWeight * rows.logLosses[i];
      ofSquaredError += rowWeight * error * error;
    }
    count = counted;
    weight = ofWeight;
    positive = ofPositive;
    predictions = ofPredictions;
    predictionsOfPositive = ofPredictionsOfPositive;
    logLoss = ofLogLoss;
    squaredError = ofSquaredError;
  }

  private void decide(RankedRows rows) {
    for (int threshold = 0; threshold < decidedPositive.length; threshold++) {
      double above = plan.thresholds()[threshold];
      double decided = decidedPositive[threshold];
      double right = truePositive[threshold];
      for (int i = 0; i < rows.count && rows.scores[i] > above; i++) {
        decided += rows.weights[i];
        right += rows.weights[i] * rows.labels[i];
      }
      decidedPositive[threshold] = decided;
      truePositive[threshold] = right;
    }
  }

  /** Rows of a bin of scores follow each other. */
  private void excess(RankedRows rows) {
    int bin = 0;
    double excess = binExcess[bin];
    for (int i = 0; i < rows.count; i++) {
      double score = rows.scores[i];
      int binOfRow = Math.min(CALIBRATION_BINS - 1, (int) (score * CALIBRATION_BINS));
      if (binOfRow != bin) {
        binExcess[bin] = excess;
        bin = binOfRow;
        excess = binExcess[bin];
      }
      excess += rows.weights[i] * (score - rows.labels[i]);
    }
    binExcess[bin] = excess;
  }

  private void rank(RankedRows rows) {
    double score = tieScore;
    double ofPositive = tiePositive;
    double ofNegative = tieNegative;
    double positives = positiveAbove;
    double negatives = negativeAbove;
    double won = pairsWon;
    double precision = precisionByRecall;
    for (int i = 0; i < rows.count; i++) {
      if (rows.scores[i] != score) {
        won += ofNegative * (positives + ofPositive / 2);
        positives += ofPositive;
        negatives += ofNegative;
        double above = positives + negatives;
        precision += above > 0 ? ofPositive * positives / above : 0;
        if (best.length > 0 && ofPositive + ofNegative > 0) {
          constrain(score, positives, negatives);
        }
        score = rows.scores[i];
        ofPositive = 0;
        ofNegative = 0;
      }
      double rowWeight = rows.weights[i] * rows.labels[i];
      ofPositive += rowWeight;
      ofNegative += rows.weights[i] - rowWeight;
    }
    tieScore = score;
    tiePositive = ofPositive;
    tieNegative = ofNegative;
    positiveAbove = positives;
    negativeAbove = negatives;
    pairsWon = won;
    precisionByRecall = precision;
  }

  private void constrain(double score, double positives, double negatives) {
    Confusion above =
        new Confusion(positives, negatives, totalNegative - negatives, totalPositive - positives);
    for (int i = 0; i < best.length; i++) {
      best[i] = plan.constraints().get(i).better(best[i], score, above);
    }
  }

  BinaryTally finish() {
    rank(RankedRows.END);
    for (int threshold = 0; threshold < confusions.length; threshold++) {
      confusions[threshold] = decided(threshold);
    }
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
    double sum = 0;
    for (double excess : binExcess) {
      sum += Math.abs(excess);
    }
    return ratio(sum, weight);
  }

  Confusion confusion(int threshold) {
    return confusions[threshold];
  }

  private Confusion decided(int threshold) {
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
