package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One tree's parallel arrays, entry i describing decision i; the first decision is the root. A
 * child below zero is a leaf, whose number is its complement. A tree of one leaf decides nothing. A
 * decision by categories has the number of a set in the place of the threshold, and sends those in
 * it left.
 */
final class TreeText {

  private static final int CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;

  /** How a decision treats a missing number: not at all, having seen none, or by its default. */
  private static final int MISSING_NONE = 0;

  private static final int MISSING_NAN = 2;

  private final int[] features;
  private final double[] thresholds;
  private final int[] decisions;
  private final int[] left;
  private final int[] right;
  private final double[] leaves;
  private final CategorySets sets;

  /**
   * @param lines the values by their names
   * @throws IllegalArgumentException if a tree has others, or decides as none does that {@link
   *     LightgbmTrainer} asks for
   */
  TreeText(Map<String, String> lines) {
    leaves = numbers(lines, "leaf_value");
    features = integers(lines, "split_feature");
    thresholds = numbers(lines, "threshold");
    decisions = integers(lines, "decision_type");
    left = integers(lines, "left_child");
    right = integers(lines, "right_child");
    sets = sets(lines);
    requireWhole(Integer.parseInt(lines.getOrDefault("num_leaves", "0")));
  }

  private static CategorySets sets(Map<String, String> lines) {
    int expected = Integer.parseInt(lines.getOrDefault("num_cat", "0"));
    if (expected == 0) {
      return CategorySets.NONE;
    }
    int[] boundaries = integers(lines, "cat_boundaries");
    if (expected < 0 || boundaries.length - 1 != expected) {
      throw new IllegalArgumentException("a tree whose arrays are not of one length");
    }
    long[] words = words(lines, "cat_threshold").mapToLong(Long::parseLong).toArray();
    return CategorySets.of(boundaries, words);
  }

  /** What LightGBM itself does not check: it would read and write beyond its arrays. */
  private void requireWhole(int expected) {
    int splits = leaves.length - 1;
    boolean equal =
        IntStream.of(
                features.length, thresholds.length, decisions.length, left.length, right.length)
            .allMatch(length -> length == splits);
    if (expected != leaves.length || !equal) {
      throw new IllegalArgumentException("a tree whose arrays are not of one length");
    }
    for (int place = 0; place < splits; place++) {
      if (!child(place, left[place]) || !child(place, right[place])) {
        throw new IllegalArgumentException("a tree whose decisions lead nowhere");
      }
      int missing = missing(decisions[place]);
      if (missing != MISSING_NONE && missing != MISSING_NAN) {
        throw new IllegalArgumentException("a decision of unknown kind: " + decisions[place]);
      }
      if (categorical(place)) {
        sets.get(thresholds[place]);
      }
    }
  }

  /** A decision comes after the one that leads to it. */
  private boolean child(int place, int child) {
    return child < 0 ? ~child < leaves.length : child > place && child < features.length;
  }

  /** The largest number of a feature that is asked for, −1 if none is. */
  int lastFeature() {
    return IntStream.of(features).max().orElse(-1);
  }

  /** The numbers of features that are asked for, whether by sets of categories or by thresholds. */
  IntStream features(boolean byCategory) {
    return IntStream.range(0, features.length)
        .filter(place -> categorical(place) == byCategory)
        .map(place -> features[place]);
  }

  private boolean categorical(int place) {
    return (decisions[place] & CATEGORICAL) != 0;
  }

  private static int[] integers(Map<String, String> lines, String name) {
    return words(lines, name).mapToInt(Integer::parseInt).toArray();
  }

  private static double[] numbers(Map<String, String> lines, String name) {
    return words(lines, name)
        .map(word -> word.replace("inf", "Infinity"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static Stream<String> words(Map<String, String> lines, String name) {
    String values = lines.get(name);
    if (values == null) {
      throw new IllegalArgumentException("the tree has no '" + name + "'");
    }
    return Stream.of(values.split(" ")).filter(word -> !word.isEmpty());
  }

  private static int missing(int decision) {
    return (decision >> 2) & 3;
  }

  /** The largest absolute weight of a leaf. */
  double largest() {
    return Arrays.stream(leaves).map(Math::abs).max().orElse(0);
  }

  /**
   * The nodes, breadth first.
   *
   * @param weight of a leaf in single precision, by its weight in double
   */
  List<Trees.Node> nodes(DoubleUnaryOperator weight) {
    List<Integer> places = new ArrayList<>(List.of(features.length == 0 ? ~0 : 0));
    List<Trees.Node> nodes = new ArrayList<>();
    for (int next = 0; next < places.size(); next++) {
      int place = places.get(next);
      if (place < 0) {
        nodes.add(new Trees.Leaf((float) weight.applyAsDouble(leaves[~place])));
      } else {
        nodes.add(categorical(place) ? member(place, places.size()) : branch(place, places.size()));
        places.add(left[place]);
        places.add(right[place]);
      }
    }
    return nodes;
  }

  /** What is missing is in no set, whatever the decision says of it. */
  private Trees.Membership member(int place, int first) {
    List<Integer> set = sets.get(thresholds[place]);
    return new Trees.Membership(features[place], set, first, first + 1, false);
  }

  private Trees.Branch branch(int place, int first) {
    int feature = features[place];
    double threshold = thresholds[place];
    boolean missingLeft =
        missing(decisions[place]) == MISSING_NONE
            ? Threshold.zeroIsBelow(threshold)
            : (decisions[place] & DEFAULT_LEFT) != 0;
    // Nothing is below minus infinity, so that plus infinity goes the way of all numbers too.
    return threshold == Double.POSITIVE_INFINITY
        ? new Trees.Branch(feature, Float.NEGATIVE_INFINITY, first + 1, first, !missingLeft)
        : new Trees.Branch(feature, Threshold.below(threshold), first, first + 1, missingLeft);
  }
}
