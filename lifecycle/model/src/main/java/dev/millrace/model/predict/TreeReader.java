package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Attributes;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From the parallel arrays of a TreeEnsembleRegressor to a {@link TreeKernel}: each tree must be
 * one, with every node reached once from its root, and every leaf must have one weight.
 */
final class TreeReader implements TreeSource {

  private static final Map<String, TreeMode> MODES = new HashMap<>();

  static {
    for (TreeMode mode : TreeMode.values()) {
      switch (mode) {
        case LEQ, LT, GTE, GT, EQ, NEQ -> MODES.put("BRANCH_" + mode, mode);
        case LEAF -> MODES.put("LEAF", mode);
        case MEMBER -> {}
      }
    }
  }

  private final Call call;
  private final long[] trees;
  private final long[] ids;
  private final long[] featureIds;
  private final TreeMode[] modes;
  private final float[] thresholds;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTracksTrue;
  private final NodeIndex index;
  private final float[] leafWeights;
  private final boolean[] weighted;
  private final int[] whenTrue;
  private final int[] whenFalse;
  private int[] roots = new int[0];

  private TreeReader(Call call) {
    Attributes attributes = call.attributes();
    this.call = call;
    trees = attributes.integers("nodes_treeids");
    ids = ofNodes("nodes_nodeids");
    featureIds = ofNodes("nodes_featureids");
    modes = modes(attributes.texts("nodes_modes"));
    thresholds = attributes.numbers("nodes_values");
    trueIds = ofNodes("nodes_truenodeids");
    falseIds = ofNodes("nodes_falsenodeids");
    missingTracksTrue =
        attributes.integers("nodes_missing_value_tracks_true").length == 0
            ? new long[trees.length]
            : ofNodes("nodes_missing_value_tracks_true");
    call.requireLength("nodes_modes", modes.length, trees.length);
    call.requireLength("nodes_values", thresholds.length, trees.length);
    index = new NodeIndex(trees, ids);
    leafWeights = new float[trees.length];
    weighted = new boolean[trees.length];
    whenTrue = new int[trees.length];
    whenFalse = new int[trees.length];
  }

  /**
   * @throws UserError if the arrays are not trees, or use what has no kernel
   */
  static TreeKernel read(Call call, int features, OnnxLimits limits) {
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
    TreeReader reader = new TreeReader(call);
    reader.check();
    float[] base = attributes.numbers("base_values");
    if (base.length > 1) {
      throw call.wrong("it has " + base.length + " base values for one target");
    }
    return new TreeFlattener(call, reader, features, limits)
        .kernel(base.length == 0 ? 0f : base[0]);
  }

  private TreeMode[] modes(String[] names) {
    TreeMode[] found = new TreeMode[names.length];
    for (int i = 0; i < names.length; i++) {
      TreeMode mode = MODES.get(names[i]);
      if (mode == null) {
        throw call.unsupported("mode " + names[i]);
      }
      found[i] = mode;
    }
    return found;
  }

  private void check() {
    if (index.duplicate() >= 0) {
      throw wrong(index.duplicate(), "is there twice");
    }
    readWeights();
    for (int i = 0; i < trees.length; i++) {
      if (isLeaf(i) && !weighted[i]) {
        throw wrong(i, "is a leaf without a weight");
      }
    }
    findRoots();
  }

  /** With one parent each and one root of a tree, nodes that no root reaches are in a cycle. */
  private void findRoots() {
    int[] parents = findChildren();
    Map<Long, Integer> found = new LinkedHashMap<>();
    for (int i = 0; i < trees.length; i++) {
      if (parents[i] == 0 && found.put(trees[i], i) != null) {
        throw wrong(i, "is a second root");
      }
      if (parents[i] > 1) {
        throw wrong(i, "has two parents");
      }
    }
    roots = found.values().stream().mapToInt(Integer::intValue).toArray();
    if (reached() != trees.length) {
      throw call.wrong("nodes of its trees form a cycle");
    }
  }

  /** How many nodes the roots reach. */
  private int reached() {
    int[] waiting = Arrays.copyOf(roots, trees.length);
    int known = roots.length;
    for (int next = 0; next < known; next++) {
      int node = waiting[next];
      if (!isLeaf(node)) {
        waiting[known++] = whenTrue[node];
        waiting[known++] = whenFalse[node];
      }
    }
    return known;
  }

  private void readWeights() {
    float[] weights = call.attributes().numbers("target_weights");
    long[] targets = call.attributes().integers("target_ids");
    long[] weightTrees = call.attributes().integers("target_treeids");
    long[] weightNodes = call.attributes().integers("target_nodeids");
    call.requireLength("target_ids", targets.length, weights.length);
    call.requireLength("target_treeids", weightTrees.length, weights.length);
    call.requireLength("target_nodeids", weightNodes.length, weights.length);
    int leaf = 0;
    for (int i = 0; i < weights.length; i++) {
      leaf = index.find(leaf, weightTrees[i], weightNodes[i]);
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

  /** Returns how many parents each node has. */
  private int[] findChildren() {
    int[] parents = new int[trees.length];
    for (int i = 0; i < trees.length; i++) {
      if (!isLeaf(i)) {
        whenTrue[i] = child(i, trueIds[i]);
        whenFalse[i] = child(i, falseIds[i]);
        parents[whenTrue[i]]++;
        parents[whenFalse[i]]++;
      }
    }
    return parents;
  }

  @Override
  public int[] roots() {
    return roots.clone();
  }

  @Override
  public int size() {
    return trees.length;
  }

  @Override
  public TreeMode mode(int node) {
    return modes[node];
  }

  @Override
  public long feature(int node) {
    return featureIds[node];
  }

  @Override
  public float threshold(int node) {
    return thresholds[node];
  }

  @Override
  public float[] members(int node) {
    throw new AssertionError("the operator has no sets");
  }

  @Override
  public int whenTrue(int node) {
    return whenTrue[node];
  }

  @Override
  public int whenFalse(int node) {
    return whenFalse[node];
  }

  @Override
  public boolean missingTracksTrue(int node) {
    return missingTracksTrue[node] != 0;
  }

  @Override
  public float weight(int leaf) {
    return leafWeights[leaf];
  }

  @Override
  public String describe(int node) {
    return "node " + ids[node] + " of tree " + trees[node];
  }

  private boolean isLeaf(int node) {
    return modes[node] == TreeMode.LEAF;
  }

  private int child(int node, long id) {
    int child = index.find(node, trees[node], id);
    if (child < 0) {
      throw wrong(node, "has a child " + id + " that is not there");
    }
    return child;
  }

  private long[] ofNodes(String name) {
    return call.integers(name, trees.length);
  }

  private UserError wrong(int node, String why) {
    return call.wrong(describe(node) + " " + why);
  }

  private static void require(Call call, String name, String found, String expected) {
    if (!found.equals(expected)) {
      throw call.unsupported(name + " " + found);
    }
  }
}
