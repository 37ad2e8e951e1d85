package dev.millrace.training.trainer;

/**
 * How trees are boosted, by the names the field uses.
 *
 * @param rounds trees, one after the other
 * @param depth most decisions from a tree's root to a leaf
 * @param learningRate share of each tree's weights that is kept
 * @param minChildWeight least sum of the loss's second derivatives in a leaf
 * @param subsample share of the rows that each tree sees
 * @param columnSample share of the features that each tree sees
 * @param l2 penalty on the squared weights of leaves
 * @param seed of all that is drawn
 */
public record BoostingSettings(
    int rounds,
    int depth,
    double learningRate,
    double minChildWeight,
    double subsample,
    double columnSample,
    double l2,
    long seed) {

  /** The defaults of pipelines. */
  public static BoostingSettings ofRounds(int rounds) {
    return new BoostingSettings(rounds, 6, 0.1, 1, 1, 1, 1, 0);
  }
}
