package dev.millrace.model.predict;

import java.util.Arrays;

/**
 * Trees some of whose decisions ask whether a feature is one of a set, walked without a branch as
 * those of {@link TreeEnsemble} are.
 *
 * <p>Of each feature that is looked for, a row's number is found once among all the numbers of its
 * sets: its code is the place there, or the one after the last if no set has it, or the next if it
 * is NaN. A set is then one bit for each code. Every decision both compares and looks up, and goes
 * to its first child where either says so: one that only compares looks into an empty set, and one
 * that only looks up compares with what no key is less than.
 *
 * <p>The walk is written out here and in {@link TreeEnsemble}: one for both would ask at every step
 * which kind of trees it is in.
 *
 * @param thresholds the trees with no row inside any set
 * @param looked features that are looked for
 * @param numbers of each of those, the keys of all the numbers of its sets, ascending
 * @param sets for each node, where its bits begin in the words (high half) and which of a row's
 *     keys is the code to look for (low half)
 * @param words the bits of the sets; the first word is the empty set
 */
record MemberTrees(
    TreeEnsemble thresholds, int[] looked, int[][] numbers, long[] sets, long[] words)
    implements TreeKernel {

  /** The key that is always 0: the code that decisions look for which only compare. */
  static int noCode(int features) {
    return TreeEnsemble.keys(features);
  }

  /** How many bits a set has of a feature whose sets have so many different numbers. */
  static int bits(int numbers) {
    return numbers + 2;
  }

  /** Which bit of a set says where a row goes whose feature is NaN. */
  static int missingBit(int numbers) {
    return numbers + 1;
  }

  @Override
  public int keys() {
    return noCode(thresholds.features()) + 1 + looked.length;
  }

  @Override
  public void sum(float[] matrix, int rows, long[] keys, float[] sums) {
    int features = thresholds.features();
    keys[noCode(features)] = 0;
    for (int row = 0; row < rows; row++) {
      thresholds.encode(matrix, row * features, keys);
      for (int i = 0; i < looked.length; i++) {
        keys[noCode(features) + 1 + i] = code(matrix[row * features + looked[i]], numbers[i]);
      }
      sums[row] = walk(keys);
    }
  }

  private static int code(float number, int[] numbers) {
    if (Float.isNaN(number)) {
      return missingBit(numbers.length);
    }
    int place = Arrays.binarySearch(numbers, TreeEnsemble.key(number));
    return place < 0 ? numbers.length : place;
  }

  private float walk(long[] keys) {
    int[] roots = thresholds.roots();
    int[] depths = thresholds.depths();
    float[] weights = thresholds.weights();
    float sum = thresholds.base();
    for (int group = 0, tree = 0; group < depths.length; group++, tree += TreeEnsemble.TOGETHER) {
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

  private int child(int node, long[] keys) {
    long test = thresholds.tests()[node];
    long less = (keys[(int) test] - (test >> 32)) >>> 63;
    long set = sets[node];
    int code = (int) keys[(int) set];
    long inside = (words[(int) (set >> 32) + (code >> 6)] >>> code) & 1;
    return thresholds.below()[node] + 1 - (int) (less | inside);
  }
}
