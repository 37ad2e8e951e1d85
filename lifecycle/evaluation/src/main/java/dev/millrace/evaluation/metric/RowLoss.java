package dev.millrace.evaluation.metric;

/** What one prediction of probabilities costs. */
final class RowLoss {

  /**
   * Scores are held this far from 0 and 1 before the logarithm, as by Keras's {@code
   * BinaryCrossentropy}: the least distance that a probability in single precision can tell from 1.
   */
  static final double EPSILON = 1e-7;

  private RowLoss() {}

  /**
   * The negative natural logarithm of the probability given to what happened, with the score
   * clipped to [{@value #EPSILON}, 1 − {@value #EPSILON}].
   */
  static double logLoss(double score, double label) {
    double clipped = Math.clamp(score, EPSILON, 1 - EPSILON);
    // StrictMath: the same bits on every machine.
    return -StrictMath.log(label == 1 ? clipped : 1 - clipped);
  }

  /** The same of the probability that was given to what happened. */
  static double logLoss(double probability) {
    return -StrictMath.log(Math.clamp(probability, EPSILON, 1 - EPSILON));
  }
}
