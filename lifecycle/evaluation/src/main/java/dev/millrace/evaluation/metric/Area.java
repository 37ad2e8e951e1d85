package dev.millrace.evaluation.metric;

/**
 * The area under a ROC curve, of rows that arrive by descending score: the share of pairs in which
 * the positive row is above the negative one, ties counting half.
 */
final class Area {

  private double tieScore = Double.NaN;
  private double tiePositive;
  private double tieNegative;
  private double positiveAbove;
  private double negativeAbove;
  private double pairsWon;

  void add(double score, boolean positive, double weight) {
    if (score != tieScore) {
      endTie();
      tieScore = score;
    }
    if (positive) {
      tiePositive += weight;
    } else {
      tieNegative += weight;
    }
  }

  private void endTie() {
    pairsWon += tieNegative * (positiveAbove + tiePositive / 2);
    positiveAbove += tiePositive;
    negativeAbove += tieNegative;
    tiePositive = 0;
    tieNegative = 0;
  }

  /** NaN where the rows are all of one kind. */
  double finish() {
    endTie();
    return Formula.ratio(pairsWon, positiveAbove * negativeAbove);
  }
}
