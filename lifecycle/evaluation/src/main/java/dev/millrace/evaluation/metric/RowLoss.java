package dev.millrace.evaluation.metric;

/** What one prediction costs: the terms whose weighted mean is a metric. */
public final class RowLoss {

  /**
   * Scores are held this far from 0 and 1 before the logarithm, as by Keras's {@code
   * BinaryCrossentropy}: the least distance that a probability in single precision can tell from 1.
   */
  public static final double EPSILON = 1e-7;

  private RowLoss() {}

  /**
   * The negative natural logarithm of the probability given to what happened, with the score
   * clipped to [{@value #EPSILON}, 1 − {@value #EPSILON}].
   */
  public static double logLoss(double score, double label) {
    double clipped = Math.clamp(score, EPSILON, 1 - EPSILON);
    // StrictMath: the same bits on every machine.
    return -StrictMath.log(label == 1 ? clipped : 1 - clipped);
  }

  public static double squaredError(double score, double label) {
    return (score - label) * (score - label);
  }

  /** 1 for a right decision, 0 for a wrong one. */
  public static double correct(double score, double label) {
    return (score > Metric.DECISION_THRESHOLD) == (label == 1) ? 1 : 0;
  }
}
