package dev.millrace.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the sets that decisions look into, and lays them out for {@link MemberTrees}. */
final class MemberSets {

  private record Look(int node, int feature, int[] keys, boolean missingInside) {}

  private final List<Look> looks = new ArrayList<>();

  void add(int node, int feature, float[] members, boolean missingInside) {
    int[] keys = new int[members.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = TreeEnsemble.key(members[i]);
    }
    looks.add(new Look(node, feature, keys, missingInside));
  }

  boolean isEmpty() {
    return looks.isEmpty();
  }

  /** What the bits of all sets take. */
  long bytes() {
    SortedMap<Integer, int[]> numbers = numbers();
    return looks.stream().mapToLong(look -> 8L * words(known(numbers, look))).sum();
  }

  /**
   * @param nodes how many the trees have, with the one that adds nothing
   */
  MemberTrees over(TreeEnsemble thresholds, int nodes) {
    SortedMap<Integer, int[]> numbers = numbers();
    List<Integer> looked = List.copyOf(numbers.keySet());
    int noCode = MemberTrees.noCode(thresholds.features());
    long[] sets = new long[nodes];
    Arrays.fill(sets, noCode);
    long[] words = new long[1 + (int) (bytes() / 8)];
    int next = 1;
    for (Look look : looks) {
      int[] known = known(numbers, look);
      for (int key : look.keys()) {
        set(words, next, Arrays.binarySearch(known, key));
      }
      if (look.missingInside()) {
        set(words, next, MemberTrees.missingBit(known.length));
      }
      sets[look.node()] = ((long) next << 32) | (noCode + 1 + looked.indexOf(look.feature()));
      next += words(known);
    }
    return new MemberTrees(
        thresholds,
        looked.stream().mapToInt(Integer::intValue).toArray(),
        numbers.values().toArray(int[][]::new),
        sets,
        words);
  }

  private static int[] known(Map<Integer, int[]> numbers, Look look) {
    return requireNonNull(numbers.get(look.feature()));
  }

  private static void set(long[] words, int first, int bit) {
    words[first + bit / Long.SIZE] |= 1L << bit;
  }

  private static int words(int[] numbers) {
    return Math.ceilDiv(MemberTrees.bits(numbers.length), Long.SIZE);
  }

  /** Of each feature that is looked for the different keys of all its sets, ascending. */
  private SortedMap<Integer, int[]> numbers() {
    SortedMap<Integer, int[]> numbers = new TreeMap<>();
    SortedMap<Integer, List<int[]>> found = new TreeMap<>();
    for (Look look : looks) {
      found.computeIfAbsent(look.feature(), _ -> new ArrayList<>()).add(look.keys());
    }
    found.forEach(
        (feature, keys) ->
            numbers.put(
                feature, keys.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray()));
    return numbers;
  }
}
