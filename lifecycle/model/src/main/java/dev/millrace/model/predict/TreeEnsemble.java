package dev.millrace.model.predict;

/**
 * Boosted trees, flattened to be walked without a branch that the processor could mispredict.
 *
 * <p>Floats are compared as integers that order as they do, so a decision is a subtraction whose
 * sign chooses the child: siblings are neighbours, the one where "less" leads first. A feature that
 * is NaN has no place in the order; it is written twice, as the least integer for decisions that a
 * missing value passes and as the greatest for those it fails. A leaf is a decision that nothing
 * passes and whose children are the leaf itself, so every walk of a tree takes as many steps as the
 * tree is deep, and eight trees are walked at once: their loads wait for memory together.
 *
 * <p>The sum is taken in float in the order of the trees, the base value first: as XGBoost does, so
 * that its margins are met bit for bit.
 *
 * @param tests for each node, the threshold's key (high half) and which of a row's keys it is
 *     compared with (low half)
 * @param below for each node, the child for keys less than the threshold's; the other is the next
 * @param weights for each node, what it adds if it is a leaf
 * @param roots of the trees, whose number is a multiple of {@link #TOGETHER}
 * @param depths of the deepest tree of each group of {@link #TOGETHER}
 */
record TreeEnsemble(
    float base, int features, long[] tests, int[] below, float[] weights, int[] roots, int[] depths)
    implements TreeKernel {

  /** Trees walked at once. */
  static final int TOGETHER = 8;

  /** Less than every threshold's key, and not less than a leaf's. */
  static final int LEAST = Integer.MIN_VALUE;

  /** The key of a number: less for a lesser number, the same for 0 and −0. */
  static int key(float number) {
    int bits = Float.floatToRawIntBits(number + 0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** How many keys thresholds are compared with in a row of so many features. */
  static int keys(int features) {
    return Math.multiplyExact(2, features);
  }

  /** Which of a row's keys a decision looks at. */
  static int view(int feature, boolean missingIsLess) {
    return 2 * feature + (missingIsLess ? 0 : 1);
  }

  @Override
  public int keys() {
    return keys(features);
  }

  @Override
  public void sum(float[] matrix, int rows, long[] keys, float[] sums) {
    for (int row = 0; row < rows; row++) {
      encode(matrix, row * features, keys);
      sums[row] = walk(keys);
    }
  }

  /** Writes the keys of the row that starts there. */
  void encode(float[] matrix, int start, long[] keys) {
    for (int feature = 0; feature < features; feature++) {
      float number = matrix[start + feature];
      boolean missing = Float.isNaN(number);
      int key = key(number);
      keys[2 * feature] = missing ? LEAST : key;
      keys[2 * feature + 1] = missing ? Integer.MAX_VALUE : key;
    }
  }

  private float walk(long[] keys) {
    float sum = base;
    for (int group = 0, tree = 0; group < depths.length; group++, tree += TOGETHER) {
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      int e = roots[tree + 4];
      int f = roots[tree + 5];
      int g = roots[tree + 6];
      int h = roots[tree + 7];
      for (int level = depths[group]; level > 0; level--) {
        a = child(a, keys);
        b = child(b, keys);
        c = child(c, keys);
        d = child(d, keys);
        e = child(e, keys);
        f = child(f, keys);
        g = child(g, keys);
        h = child(h, keys);
      }
      sum = sum + weights[a] + weights[b] + weights[c] + weights[d];
      sum = sum + weights[e] + weights[f] + weights[g] + weights[h];
    }
    return sum;
  }

  /** The sign of the difference is −1 for less and 0 otherwise. */
  private int child(int node, long[] keys) {
    long test = tests[node];
    return below[node] + 1 + (int) ((keys[(int) test] - (test >> 32)) >> 63);
  }
}
