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

  /** Codes of categories are less than this: beyond, a single does not tell integers apart. */
  public static final int MOST_CATEGORIES = 1 << 24;

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

  /**
   * A row whose feature equals one of the categories goes to {@code inside}, another to {@code
   * outside}: one of an unknown category, and one whose feature is no whole number, too.
   *
   * @param categories at least one, each from 0 to {@link #MOST_CATEGORIES} − 1
   * @param missingInside where a row goes whose feature is NaN
   */
  public record Membership(
      int feature, List<Integer> categories, int inside, int outside, boolean missingInside)
      implements Node {

    public Membership {
      categories = List.copyOf(categories);
      if (categories.isEmpty()) {
        throw new IllegalArgumentException("a set of categories has at least one");
      }
      for (int category : categories) {
        if (category < 0 || category >= MOST_CATEGORIES) {
          throw new IllegalArgumentException("no code of a category: " + category);
        }
      }
    }
  }

  public record Leaf(float weight) implements Node {}

  boolean hasMemberships() {
    for (List<Node> tree : trees) {
      for (Node node : tree) {
        if (node instanceof Membership) {
          return true;
        }
      }
    }
    return false;
  }
}
