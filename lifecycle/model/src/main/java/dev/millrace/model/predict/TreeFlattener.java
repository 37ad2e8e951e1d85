package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.OnnxLimits;

/** From trees as an operator describes them to a kernel; refuses what a kernel does not take. */
final class TreeFlattener {

  private final Call call;
  private final TreeSource source;
  private final int features;
  private final OnnxLimits limits;
  private final FlatTrees flat;
  private final int[] waiting;
  private int known;

  /**
   * @param features how many a row has
   */
  TreeFlattener(Call call, TreeSource source, int features, OnnxLimits limits) {
    this.call = call;
    this.source = source;
    this.features = features;
    this.limits = limits;
    this.flat = new FlatTrees(source.size());
    this.waiting = new int[source.size()];
  }

  TreeKernel kernel(float base) {
    for (int root : source.roots()) {
      flatten(root);
    }
    if (flat.memberBytes() > limits.bytes()) {
      throw call.unsupported(
          "sets that take " + flat.memberBytes() + " bytes, more than " + limits.bytes());
    }
    return flat.kernel(base, features);
  }

  /** Breadth first, so that siblings are neighbours and the nodes near the root lie together. */
  private void flatten(int root) {
    waiting[0] = root;
    known = 1;
    flat.beginTree();
    int depth = 0;
    int next = 0;
    while (next < known) {
      if (depth > limits.treeDepth()) {
        throw call.wrong("a tree is deeper than " + limits.treeDepth());
      }
      for (int level = known; next < level; next++) {
        int node = waiting[next];
        if (source.mode(node) == TreeMode.LEAF) {
          flat.leaf(source.weight(node), depth);
        } else {
          branch(node);
        }
      }
      depth++;
    }
  }

  private void branch(int node) {
    boolean trueFirst =
        switch (source.mode(node)) {
          case LT -> compare(node, TreeEnsemble.key(threshold(node)), true);
          case LEQ -> compare(node, TreeEnsemble.key(threshold(node)) + 1, true);
          case GTE -> compare(node, TreeEnsemble.key(threshold(node)), false);
          case GT -> compare(node, TreeEnsemble.key(threshold(node)) + 1, false);
          case EQ -> look(node, new float[] {threshold(node)}, true);
          case NEQ -> look(node, new float[] {threshold(node)}, false);
          case MEMBER -> look(node, source.members(node), true);
          case LEAF -> throw new AssertionError("a leaf decides nothing");
        };
    waiting[known++] = trueFirst ? source.whenTrue(node) : source.whenFalse(node);
    waiting[known++] = trueFirst ? source.whenFalse(node) : source.whenTrue(node);
  }

  private boolean compare(int node, int key, boolean trueIsLess) {
    flat.branch(feature(node), key, source.missingTracksTrue(node) == trueIsLess);
    return trueIsLess;
  }

  private boolean look(int node, float[] members, boolean trueIsInside) {
    flat.member(feature(node), members, source.missingTracksTrue(node) == trueIsInside);
    return trueIsInside;
  }

  private int feature(int node) {
    long feature = source.feature(node);
    if (feature < 0 || feature >= features) {
      throw wrong(node, "compares feature " + feature + " of " + features);
    }
    return (int) feature;
  }

  private float threshold(int node) {
    float threshold = source.threshold(node);
    if (Float.isNaN(threshold)) {
      throw wrong(node, "compares feature " + source.feature(node) + " with NaN");
    }
    return threshold;
  }

  private UserError wrong(int node, String why) {
    return call.wrong(source.describe(node) + " " + why);
  }
}
