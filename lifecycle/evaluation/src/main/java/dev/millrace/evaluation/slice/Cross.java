package dev.millrace.evaluation.slice;

import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Groups rows by the values of several keys at once. */
final class Cross {

  /** So many combinations have a place each in a table; of more, only those that are there. */
  private static final int MOST_TABLED = 1 << 20;

  private final List<SliceKey> keys;
  private final List<KeyValues> values;
  private final int[] groupOfRow;
  private final List<List<JsonNode>> groups = new ArrayList<>();
  private int[] sizes = {};

  Cross(List<SliceKey> keys, List<KeyValues> values, int rows) {
    this.keys = keys;
    this.values = values;
    this.groupOfRow = new int[rows];
  }

  /**
   * @param least rows of a group that is kept
   */
  Grouping group(int least) {
    dealRows();
    int[] kept =
        IntStream.range(0, groups.size())
            .filter(group -> sizes[group] >= least)
            .boxed()
            .sorted((a, b) -> GroupOrder.BY_VALUES.compare(groups.get(a), groups.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] place = new int[groups.size()];
    Arrays.fill(place, -1);
    for (int index = 0; index < kept.length; index++) {
      place[kept[index]] = index;
    }
    long smallRows = place(place);
    return new Grouping(
        keys.stream().map(SliceKey::name).toList(),
        groupOfRow,
        Arrays.stream(kept).mapToObj(groups::get).toList(),
        groups.size() - kept.length,
        smallRows);
  }

  /** Numbers the groups of rows by their places; tells how many rows are in none. */
  private long place(int[] placeOfGroup) {
    long none = 0;
    for (int row = 0; row < groupOfRow.length; row++) {
      groupOfRow[row] = placeOfGroup[groupOfRow[row]];
      none += groupOfRow[row] < 0 ? 1 : 0;
    }
    return none;
  }

  /** Gives each row the number of its group, by first appearance. */
  private void dealRows() {
    long combinations = combinations();
    long[] combinationOfRow = new long[groupOfRow.length];
    for (KeyValues key : values) {
      combine(combinationOfRow, key.values().size(), key.codes());
    }
    if (combinations <= MOST_TABLED) {
      dealByTable(combinationOfRow, new int[(int) combinations]);
    } else {
      dealByMap(combinationOfRow);
    }
    sizes = new int[groups.size()];
    for (int group : groupOfRow) {
      sizes[group]++;
    }
  }

  private static void combine(long[] combinations, int codes, int[] codeOfRow) {
    for (int row = 0; row < combinations.length; row++) {
      combinations[row] = combinations[row] * codes + codeOfRow[row];
    }
  }

  /**
   * @param groupOf one more than the group of each combination, 0 for one not seen
   */
  private void dealByTable(long[] combinationOfRow, int[] groupOf) {
    for (int row = 0; row < groupOfRow.length; row++) {
      int combination = (int) combinationOfRow[row];
      if (groupOf[combination] == 0) {
        groups.add(valuesOf(row));
        groupOf[combination] = groups.size();
      }
      groupOfRow[row] = groupOf[combination] - 1;
    }
  }

  private void dealByMap(long[] combinationOfRow) {
    Map<Long, Integer> groupOf = new HashMap<>();
    for (int row = 0; row < groupOfRow.length; row++) {
      int next = groups.size();
      int group = groupOf.computeIfAbsent(combinationOfRow[row], unseen -> next);
      if (group == next) {
        groups.add(valuesOf(row));
      }
      groupOfRow[row] = group;
    }
  }

  /** How many are possible, each of which must have a number of its own. */
  private long combinations() {
    long combinations = 1;
    for (KeyValues key : values) {
      if (key.values().size() > 0 && combinations > Long.MAX_VALUE / key.values().size()) {
        throw UserError.usage(
                "slices: "
                    + keys.stream().map(SliceKey::name).toList()
                    + " crosses too many values")
            .hint("cross fewer or coarser columns");
      }
      combinations *= Math.max(1, key.values().size());
    }
    return combinations;
  }

  private List<JsonNode> valuesOf(int row) {
    return values.stream().map(key -> key.values().get(key.codes()[row])).toList();
  }
}
