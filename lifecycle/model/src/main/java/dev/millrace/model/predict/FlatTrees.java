package dev.millrace.model.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds the arrays of a {@link TreeKernel}, each tree breadth first. */
final class FlatTrees {

  private final long[] tests;
  private final int[] below;
  private final float[] weights;
  private final List<Integer> roots = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final MemberSets members = new MemberSets();
  private int size;
  private int nextChild;

  FlatTrees(int nodes) {
    // one more for the tree that adds nothing
    tests = new long[nodes + 1];
    below = new int[nodes + 1];
    weights = new float[nodes + 1];
  }

  void beginTree() {
    roots.add(size);
    depths.add(0);
    nextChild = size + 1;
  }

  /** A decision; its children follow in order after all nodes that came before them. */
  void branch(int feature, int key, boolean missingIsLess) {
    tests[size] = ((long) key << 32) | TreeEnsemble.view(feature, missingIsLess);
    below[size] = nextChild;
    nextChild += 2;
    size++;
  }

  /** A decision whose first child is for rows inside the set; its children follow likewise. */
  void member(int feature, float[] values, boolean missingInside) {
    members.add(size, feature, values, missingInside);
    tests[size] = (long) TreeEnsemble.LEAST << 32;
    below[size] = nextChild;
    nextChild += 2;
    size++;
  }

  /** What the sets take in a kernel. */
  long memberBytes() {
    return members.bytes();
  }

  void leaf(float weight, int depth) {
    tests[size] = (long) TreeEnsemble.LEAST << 32;
    below[size] = size - 1;
    weights[size] = weight;
    depths.set(depths.size() - 1, depth);
    size++;
  }

  /** The finished arrays, filled up to whole groups with leaves of −0, which changes no sum. */
  TreeKernel kernel(float base, int features) {
    TreeEnsemble thresholds = thresholds(base, features);
    return members.isEmpty() ? thresholds : members.over(thresholds, tests.length);
  }

  private TreeEnsemble thresholds(float base, int features) {
    int trees = roots.size();
    int groups = (trees + TreeEnsemble.TOGETHER - 1) / TreeEnsemble.TOGETHER;
    int[] starts = new int[groups * TreeEnsemble.TOGETHER];
    int[] deepest = new int[groups];
    Arrays.fill(starts, size);
    for (int tree = 0; tree < trees; tree++) {
      starts[tree] = roots.get(tree);
      int group = tree / TreeEnsemble.TOGETHER;
      deepest[group] = Math.max(deepest[group], depths.get(tree));
    }
    tests[size] = (long) TreeEnsemble.LEAST << 32;
    below[size] = size - 1;
    weights[size] = -0f;
    return new TreeEnsemble(base, features, tests, below, weights, starts, deepest);
  }
}
