package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Attributes;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the parallel arrays of a TreeEnsembleRegressor to a {@link TreeEnsemble}: each tree must be
 * one, with every node reached once from its root, and every leaf must have one weight.
 */
final class TreeReader {

  private final Call call;
  private final int features;
  private final OnnxLimits limits;
  private final long[] trees;
  private final long[] ids;
  private final long[] featureIds;
  private final String[] modes;
  private final float[] thresholds;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTracksTrue;
  private final NodeIndex index;
  private final float[] leafWeights;
  private final boolean[] weighted;

  private TreeReader(Call call, int features, OnnxLimits limits) {
    Attributes attributes = call.attributes();
    this.call = call;
    this.features = features;
    this.limits = limits;
    trees = attributes.integers("nodes_treeids");
    ids = ofNodes("nodes_nodeids");
    featureIds = ofNodes("nodes_featureids");
    modes = attributes.texts("nodes_modes");
    thresholds = attributes.numbers("nodes_values");
    trueIds = ofNodes("nodes_truenodeids");
    falseIds = ofNodes("nodes_falsenodeids");
    missingTracksTrue =
        attributes.integers("nodes_missing_value_tracks_true").length == 0
            ? new long[trees.length]
            : ofNodes("nodes_missing_value_tracks_true");
    requireLength("nodes_modes", modes.length, trees.length);
    requireLength("nodes_values", thresholds.length, trees.length);
    index = new NodeIndex(trees, ids);
    leafWeights = new float[trees.length];
    weighted = new boolean[trees.length];
  }

  /**
   * @throws UserError if the arrays are not trees, or use what has no kernel
   */
  static TreeEnsemble read(Call call, int features, OnnxLimits limits) {
    call.takes(
        1,
        1,
        "aggregate_function",
        "base_values",
        "n_targets",
        "nodes_falsenodeids",
        "nodes_featureids",
        "nodes_hitrates",
        "nodes_missing_value_tracks_true",
        "nodes_modes",
        "nodes_nodeids",
        "nodes_treeids",
        "nodes_truenodeids",
        "nodes_values",
        "post_transform",
        "target_ids",
        "target_nodeids",
        "target_treeids",
        "target_weights");
    Attributes attributes = call.attributes();
    require(call, "aggregate_function", attributes.text("aggregate_function", "SUM"), "SUM");
    require(call, "post_transform", attributes.text("post_transform", "NONE"), "NONE");
    require(call, "n_targets", Long.toString(attributes.integer("n_targets", 1)), "1");
    return new TreeReader(call, features, limits).read();
  }

  private TreeEnsemble read() {
    if (index.duplicate() >= 0) {
      throw wrong(index.duplicate(), "is there twice");
    }
    readWeights();
    FlatTrees flat = new FlatTrees(trees.length);
    int[] parents = countParents();
    Map<Long, Integer> roots = new LinkedHashMap<>();
    for (int i = 0; i < trees.length; i++) {
      if (parents[i] == 0 && roots.put(trees[i], i) != null) {
        throw wrong(i, "is a second root");
      }
      if (parents[i] > 1) {
        throw wrong(i, "has two parents");
      }
    }
    roots.values().forEach(root -> flatten(root, flat));
    if (flat.size() != trees.length) {
      throw call.wrong("nodes of its trees form a cycle");
    }
    float[] base = call.attributes().numbers("base_values");
    if (base.length > 1) {
      throw call.wrong("it has " + base.length + " base values for one target");
    }
    return flat.ensemble(base.length == 0 ? 0f : base[0], features);
  }

  private void readWeights() {
    float[] weights = call.attributes().numbers("target_weights");
    long[] targets = call.attributes().integers("target_ids");
    long[] weightTrees = call.attributes().integers("target_treeids");
    long[] weightNodes = call.attributes().integers("target_nodeids");
    requireLength("target_ids", targets.length, weights.length);
    requireLength("target_treeids", weightTrees.length, weights.length);
    requireLength("target_nodeids", weightNodes.length, weights.length);
    for (int i = 0; i < weights.length; i++) {
      int leaf = index.find(weightTrees[i], weightNodes[i]);
      if (leaf < 0 || !isLeaf(leaf) || weighted[leaf]) {
        throw call.wrong(
            "weight "
                + i
                + " is not the only one of a leaf ("
                + weightTrees[i]
                + ", "
                + weightNodes[i]
                + ")");
      }
      leafWeights[leaf] = weights[i];
      weighted[leaf] = true;
      if (targets[i] != 0) {
        throw call.wrong("weight " + i + " is of target " + targets[i] + ", of one");
      }
    }
  }

  private int[] countParents() {
    int[] parents = new int[trees.length];
    for (int i = 0; i < trees.length; i++) {
      if (!isLeaf(i)) {
        parents[child(i, trueIds[i])]++;
        parents[child(i, falseIds[i])]++;
      }
    }
    return parents;
  }

  /** Breadth first, so that siblings are neighbours and the nodes near the root lie together. */
  private void flatten(int root, FlatTrees flat) {
    List<Integer> level = List.of(root);
    int depth = 0;
    flat.beginTree();
    while (!level.isEmpty()) {
      if (depth > limits.treeDepth()) {
        throw call.wrong("a tree is deeper than " + limits.treeDepth());
      }
      List<Integer> next = new ArrayList<>();
      for (int node : level) {
        if (isLeaf(node)) {
          flat.leaf(weight(node), depth);
        } else {
          branch(node, flat, next);
        }
      }
      level = next;
      depth++;
    }
  }

  private void branch(int node, FlatTrees flat, List<Integer> next) {
    long feature = featureIds[node];
    float threshold = thresholds[node];
    if (feature < 0 || feature >= features || Float.isNaN(threshold)) {
      throw wrong(node, "compares feature " + feature + " of " + features + " with " + threshold);
    }
    boolean missingTrue = missingTracksTrue[node] != 0;
    int whenTrue = child(node, trueIds[node]);
    int whenFalse = child(node, falseIds[node]);
    int key = TreeEnsemble.key(threshold);
    switch (modes[node]) {
      case "BRANCH_LT" -> flat.branch((int) feature, key, missingTrue);
      case "BRANCH_LEQ" -> flat.branch((int) feature, key + 1, missingTrue);
      case "BRANCH_GTE" -> flat.branch((int) feature, key, !missingTrue);
      case "BRANCH_GT" -> flat.branch((int) feature, key + 1, !missingTrue);
      default -> throw call.unsupported("mode " + modes[node]);
    }
    boolean trueIsLess = modes[node].startsWith("BRANCH_L");
    next.add(trueIsLess ? whenTrue : whenFalse);
    next.add(trueIsLess ? whenFalse : whenTrue);
  }

  private float weight(int leaf) {
    if (!weighted[leaf]) {
      throw wrong(leaf, "is a leaf without a weight");
    }
    return leafWeights[leaf];
  }

  private boolean isLeaf(int node) {
    return modes[node].equals("LEAF");
  }

  private int child(int node, long id) {
    int child = index.find(trees[node], id);
    if (child < 0) {
      throw wrong(node, "has a child " + id + " that is not there");
    }
    return child;
  }

  private long[] ofNodes(String name) {
    long[] values = call.attributes().integers(name);
    requireLength(name, values.length, trees.length);
    return values;
  }

  private void requireLength(String name, int found, int expected) {
    if (found != expected) {
      throw call.wrong(name + " has " + found + " elements; expected " + expected);
    }
  }

  private UserError wrong(int node, String why) {
    return call.wrong("node " + ids[node] + " of tree " + trees[node] + " " + why);
  }

  private static void require(Call call, String name, String found, String expected) {
    if (!found.equals(expected)) {
      throw call.unsupported(name + " " + found);
    }
  }
}
