package dev.millrace.training.lightgbm;

/**
 * A decision of LightGBM's, on numbers in double precision, as one of ours, in single precision.
 *
 * <p>LightGBM sends a number left that is at most the threshold. Features are in single precision:
 * those at most a threshold are those less than the next above the largest of them. And LightGBM
 * takes numbers as 0 that are as near to it as {@code kZeroThreshold}, 1e-35 in single precision,
 * so that such decisions are moved out of these numbers' way.
 */
final class Threshold {

  private static final float ZERO = 1e-35f;

  private Threshold() {}

  /**
   * The number that exactly those are less than which go left.
   *
   * @param threshold not infinity, which all numbers are at most
   */
  static float below(double threshold) {
    if (threshold >= -ZERO && threshold < 0) {
      return -ZERO;
    }
    double least = threshold >= 0 ? Math.max(threshold, ZERO) : threshold;
    float nearest = (float) least;
    return Math.nextUp(nearest > least ? Math.nextDown(nearest) : nearest);
  }

  /** Whether 0 goes left, and with it what is missing where nothing was when it was learned. */
  static boolean zeroIsBelow(double threshold) {
    return 0 <= threshold;
  }
}
