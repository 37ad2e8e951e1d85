package dev.millrace.model.onnx;

import java.util.List;

/**
 * A boosted ensemble to write into a graph: its prediction is the base value plus the weight of the
 * leaf that a row reaches in each tree.
 *
 * @param features how many a row has
 * @param baseValue added to every row's sum, first
 * @param trees each a list of nodes; children are positions in it, the root is the first
 */
public record Trees(int features, float baseValue, List<List<Node>> trees) {

  public Trees {
    trees = trees.stream().map(List::copyOf).toList();
  }

  /** A decision or a leaf. */
  public sealed interface Node {}

  /**
   * A row whose feature is less than the threshold goes to {@code below}, another to {@code
   * otherwise}.
   *
   * @param missingBelow where a row goes whose feature is NaN
   */
  public record Branch(int feature, float threshold, int below, int otherwise, boolean missingBelow)
      implements Node {}

  public record Leaf(float weight) implements Node {}
}
