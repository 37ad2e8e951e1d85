package dev.millrace.training.trainer;

/**
 * What each feature, in their order, is worth to a model.
 *
 * @param gain by how much its splits lessened the loss, all together
 * @param splits how many there are; as the gain 0 of a model that has none
 * @param meanAbsoluteShap the mean over rows of the absolute value of its share in the margin (S.
 *     Lundberg and S.-I. Lee, "A unified approach to interpreting model predictions", NIPS 2017);
 *     of several classes the sum of theirs
 */
public record Importance(double[] gain, long[] splits, double[] meanAbsoluteShap) {}
