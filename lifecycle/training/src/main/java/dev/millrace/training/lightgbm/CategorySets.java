package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sets of categories that one tree's decisions ask for. They stand one after the other as bits
 * in words of 32, the lowest first: {@code cat_boundaries} says in which word each begins and the
 * last ends.
 *
 * @param sets the codes in each, ascending
 */
record CategorySets(List<List<Integer>> sets) {

  static final CategorySets NONE = new CategorySets(List.of());

  /** Beyond it are codes that no row is asked for. */
  private static final int MOST_WORDS = Trees.MOST_CATEGORIES / Integer.SIZE;

  /**
   * @param boundaries one more than there are sets, of which there is one at least
   * @param words each of 32 bits without a sign
   * @throws IllegalArgumentException if they are not those of sets
   */
  static CategorySets of(int[] boundaries, long[] words) {
    if (boundaries[0] != 0 || boundaries[boundaries.length - 1] != words.length) {
      throw new IllegalArgumentException("sets of categories that begin or end nowhere");
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (int place = 1; place < boundaries.length; place++) {
      sets.add(set(words, boundaries[place - 1], boundaries[place]));
    }
    return new CategorySets(sets);
  }

  private static List<Integer> set(long[] words, int first, int end) {
    if (end < first || end > words.length || end - first > MOST_WORDS) {
      throw new IllegalArgumentException("a set of categories that ends where there is none");
    }
    List<Integer> set =
        IntStream.range(0, (end - first) * Integer.SIZE)
            .filter(code -> (words[first + code / Integer.SIZE] >> code % Integer.SIZE & 1) != 0)
            .boxed()
            .toList();
    if (set.isEmpty()) {
      throw new IllegalArgumentException("a set of no categories");
    }
    return set;
  }

  /**
   * The set that a decision asks for.
   *
   * @param threshold of the decision: the set's number
   * @throws IllegalArgumentException if there is none of that number
   */
  List<Integer> get(double threshold) {
    if (!(threshold >= 0 && threshold < sets.size()) || threshold != Math.rint(threshold)) {
      throw new IllegalArgumentException("a decision by a set of categories that is not there");
    }
    return sets.get((int) threshold);
  }
}
