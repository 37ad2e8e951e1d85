package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One tree's parallel arrays, entry i describing node i. A node that splits by categories sends
 * those of its set right; the sets stand one after the other in one list, {@code categories_nodes}
 * saying whose each is.
 */
final class TreeArrays {

  private final double[] left;
  private final double[] right;
  private final double[] conditions;
  private final double[] features;
  private final double[] defaultLeft;
  private final double[] gains;
  private final Map<Integer, List<Integer>> sets = new HashMap<>();

  TreeArrays(JsonNode tree) {
    left = array(tree, "left_children");
    right = array(tree, "right_children");
    conditions = array(tree, "split_conditions");
    features = array(tree, "split_indices");
    defaultLeft = array(tree, "default_left");
    gains = array(tree, "loss_changes");
    readSets(tree);
  }

  private void readSets(JsonNode tree) {
    double[] owners = array(tree, "categories_nodes");
    double[] firsts = array(tree, "categories_segments");
    double[] sizes = array(tree, "categories_sizes");
    double[] categories = array(tree, "categories");
    for (int place = 0; place < owners.length; place++) {
      List<Integer> set = new ArrayList<>();
      for (int i = 0; i < sizes[place]; i++) {
        set.add((int) categories[(int) firsts[place] + i]);
      }
      sets.put((int) owners[place], set);
    }
  }

  /** The nodes that the root reaches, breadth first. */
  List<Trees.Node> nodes() {
    List<Trees.Node> nodes = new ArrayList<>();
    int children = 1;
    for (int node : reached()) {
      if (leaf(node)) {
        nodes.add(new Trees.Leaf((float) conditions[node]));
      } else {
        nodes.add(branch(node, children));
        children += 2;
      }
    }
    return nodes;
  }

  /** Adds its splits and what each of them gained, by feature. */
  void addTo(double[] gain, long[] splits) {
    for (int node : reached()) {
      if (!leaf(node)) {
        int feature = (int) features[node];
        gain[feature] += gains[node];
        splits[feature]++;
      }
    }
  }

  private int[] reached() {
    int[] reached = new int[left.length];
    int known = 1;
    for (int next = 0; next < known; next++) {
      int node = reached[next];
      if (!leaf(node)) {
        reached[known++] = (int) left[node];
        reached[known++] = (int) right[node];
      }
    }
    return Arrays.copyOf(reached, known);
  }

  private boolean leaf(int node) {
    return left[node] < 0;
  }

  private Trees.Node branch(int node, int firstChild) {
    int feature = (int) features[node];
    boolean missingLeft = defaultLeft[node] != 0;
    List<Integer> right = sets.get(node);
    return right == null
        ? new Trees.Branch(
            feature, (float) conditions[node], firstChild, firstChild + 1, missingLeft)
        : new Trees.Membership(feature, right, firstChild + 1, firstChild, !missingLeft);
  }

  private static double[] array(JsonNode tree, String name) {
    JsonNode array = tree.path(name);
    if (!array.isArray() && !array.isPojo()) {
      throw new IllegalArgumentException("the tree has no array '" + name + "'");
    }
    return Ubjson.numbers(array);
  }
}
