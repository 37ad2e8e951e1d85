package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.ArrayList;
import java.util.List;

/** From trees as an operator describes them to a kernel; refuses what a kernel does not take. */
final class TreeFlattener {

  private final Call call;
  private final TreeSource source;
  private final int features;
  private final OnnxLimits limits;
  private final FlatTrees flat;

  /**
   * @param features how many a row has
   */
  TreeFlattener(Call call, TreeSource source, int features, OnnxLimits limits) {
    this.call = call;
    this.source = source;
    this.features = features;
    this.limits = limits;
    this.flat = new FlatTrees(source.size());
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
    List<Integer> level = List.of(root);
    int depth = 0;
    flat.beginTree();
    while (!level.isEmpty()) {
      if (depth > limits.treeDepth()) {
        throw call.wrong("a tree is deeper than " + limits.treeDepth());
      }
      List<Integer> next = new ArrayList<>();
      for (int node : level) {
        if (source.mode(node) == TreeMode.LEAF) {
          flat.leaf(source.weight(node), depth);
        } else {
          branch(node, next);
        }
      }
      level = next;
      depth++;
    }
  }

  private void branch(int node, List<Integer> next) {
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
    next.add(trueFirst ? source.whenTrue(node) : source.whenFalse(node));
    next.add(trueFirst ? source.whenFalse(node) : source.whenTrue(node));
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
