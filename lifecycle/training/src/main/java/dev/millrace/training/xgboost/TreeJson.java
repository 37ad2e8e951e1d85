package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One tree's parallel arrays, entry i describing node i. A node that splits by categories sends
 * those of its set right; the sets stand one after the other in one list, {@code categories_nodes}
 * saying whose each is.
 */
final class TreeJson {

  private final JsonNode left;
  private final JsonNode right;
  private final JsonNode conditions;
  private final JsonNode features;
  private final JsonNode defaultLeft;
  private final JsonNode gains;
  private final Map<Integer, List<Integer>> sets = new HashMap<>();

  TreeJson(JsonNode tree) {
    left = array(tree, "left_children");
    right = array(tree, "right_children");
    conditions = array(tree, "split_conditions");
    features = array(tree, "split_indices");
    defaultLeft = array(tree, "default_left");
    gains = array(tree, "loss_changes");
    readSets(tree);
  }

  private void readSets(JsonNode tree) {
    JsonNode owners = tree.path("categories_nodes");
    for (int place = 0; place < owners.size(); place++) {
      int first = array(tree, "categories_segments").get(place).intValue();
      int size = array(tree, "categories_sizes").get(place).intValue();
      List<Integer> set = new ArrayList<>();
      for (int i = first; i < first + size; i++) {
        set.add(array(tree, "categories").get(i).intValue());
      }
      sets.put(owners.get(place).intValue(), set);
    }
  }

  /** The nodes that the root reaches, breadth first. */
  List<Trees.Node> nodes() {
    List<Trees.Node> nodes = new ArrayList<>();
    int children = 1;
    for (int node : reached()) {
      if (leaf(node)) {
        nodes.add(new Trees.Leaf((float) conditions.get(node).doubleValue()));
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
        int feature = features.get(node).intValue();
        gain[feature] += gains.get(node).doubleValue();
        splits[feature]++;
      }
    }
  }

  private List<Integer> reached() {
    List<Integer> reached = new ArrayList<>(List.of(0));
    for (int next = 0; next < reached.size(); next++) {
      int node = reached.get(next);
      if (!leaf(node)) {
        reached.add(left.get(node).intValue());
        reached.add(right.get(node).intValue());
      }
    }
    return reached;
  }

  private boolean leaf(int node) {
    return left.get(node).intValue() < 0;
  }

  private Trees.Node branch(int node, int firstChild) {
    int feature = features.get(node).intValue();
    boolean missingLeft = isTrue(defaultLeft.get(node));
    List<Integer> right = sets.get(node);
    return right == null
        ? new Trees.Branch(
            feature,
            (float) conditions.get(node).doubleValue(),
            firstChild,
            firstChild + 1,
            missingLeft)
        : new Trees.Membership(feature, right, firstChild + 1, firstChild, !missingLeft);
  }

  /** Written as a number, or as a boolean by versions before 1.5. */
  private static boolean isTrue(JsonNode flag) {
    return flag.isBoolean() ? flag.booleanValue() : flag.intValue() != 0;
  }

  private static JsonNode array(JsonNode tree, String name) {
    JsonNode array = tree.path(name);
    if (!array.isArray()) {
      throw new IllegalArgumentException("the tree has no array '" + name + "'");
    }
    return array;
  }
}
