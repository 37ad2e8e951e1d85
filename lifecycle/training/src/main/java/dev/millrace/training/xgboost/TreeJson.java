package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One tree's parallel arrays, entry i describing node i. */
final class TreeJson {

  private final JsonNode left;
  private final JsonNode right;
  private final JsonNode conditions;
  private final JsonNode features;
  private final JsonNode defaultLeft;
  private final JsonNode gains;

  TreeJson(JsonNode tree) {
    left = array(tree, "left_children");
    right = array(tree, "right_children");
    conditions = array(tree, "split_conditions");
    features = array(tree, "split_indices");
    defaultLeft = array(tree, "default_left");
    gains = array(tree, "loss_changes");
    if (!tree.path("categories_nodes").isEmpty()) {
      throw new IllegalArgumentException("the tree splits by categories, not by numbers");
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

  private Trees.Branch branch(int node, int firstChild) {
    return new Trees.Branch(
        features.get(node).intValue(),
        (float) conditions.get(node).doubleValue(),
        firstChild,
        firstChild + 1,
        isTrue(defaultLeft.get(node)));
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
