package dev.millrace.model.predict;

import java.util.Comparator;
import java.util.stream.IntStream;

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
    boolean sorted =
        IntStream.range(1, ids.length).allMatch(i -> compare(i - 1, trees[i], ids[i]) < 0);
    IntStream places = IntStream.range(0, ids.length);
    this.order =
        sorted
            ? places.toArray()
            : places
                .boxed()
                .sorted(
                    Comparator.comparingLong((Integer i) -> trees[i])
                        .thenComparingLong(i -> ids[i]))
                .mapToInt(Integer::intValue)
                .toArray();
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
   * As {@link #find(long, long)}, of a node in the tree of another.
   *
   * @param of the other's place: where ids rise by one, it tells the place looked for
   */
  int sibling(int of, long id) {
    long place = of + id - ids[of];
    boolean there = place >= 0 && place < ids.length && compare((int) place, trees[of], id) == 0;
    return there ? (int) place : find(trees[of], id);
  }

  /** The place of a node in the arrays, or −1. */
  int find(long tree, long id) {
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
