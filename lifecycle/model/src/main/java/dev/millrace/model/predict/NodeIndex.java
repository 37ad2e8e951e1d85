package dev.millrace.model.predict;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds the nodes of an ensemble by the ids of tree and node. Exporters write them in order, so
 * that nothing needs to be sorted; if they are not, places are sorted once.
 */
final class NodeIndex {

  private final long[] trees;
  private final long[] ids;
  private final int[] order;

  NodeIndex(long[] trees, long[] ids) {
    this.trees = trees;
    this.ids = ids;
    this.order = new int[ids.length];
    boolean sorted = true;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      sorted &= i == 0 || compare(i - 1, trees[i], ids[i]) < 0;
    }
    if (!sorted) {
      sort();
    }
  }

  private void sort() {
    Comparator<Integer> byIds =
        Comparator.comparingLong((Integer i) -> trees[i]).thenComparingLong(i -> ids[i]);
    int place = 0;
    for (int node : Arrays.stream(order).boxed().sorted(byIds).toList()) {
      order[place++] = node;
    }
  }

  /** The place of a node whose ids another has too, or −1. */
  int duplicate() {
    for (int i = 1; i < order.length; i++) {
      if (compare(order[i - 1], trees[order[i]], ids[order[i]]) == 0) {
        return order[i];
      }
    }
    return -1;
  }

  /**
   * The place of a node in the arrays, or −1.
   *
   * @param near the place of another, best of the same tree: where ids rise by one, it tells the
   *     place looked for
   */
  int find(int near, long tree, long id) {
    long place = near < ids.length ? near + id - ids[near] : -1;
    boolean there = place >= 0 && place < ids.length && compare((int) place, tree, id) == 0;
    return there ? (int) place : find(tree, id);
  }

  private int find(long tree, long id) {
    int low = 0;
    int high = order.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int comparison = compare(order[middle], tree, id);
      if (comparison == 0) {
        return order[middle];
      }
      if (comparison < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(int place, long tree, long id) {
    return trees[place] != tree ? Long.compare(trees[place], tree) : Long.compare(ids[place], id);
  }
}
