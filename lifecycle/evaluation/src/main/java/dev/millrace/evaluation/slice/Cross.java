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
    long smallRows = 0;
    for (int row = 0; row < groupOfRow.length; row++) {
      groupOfRow[row] = place[groupOfRow[row]];
      smallRows += groupOfRow[row] < 0 ? 1 : 0;
    }
    return new Grouping(
        keys.stream().map(SliceKey::name).toList(),
        groupOfRow,
        Arrays.stream(kept).mapToObj(groups::get).toList(),
        groups.size() - kept.length,
        smallRows);
  }

  /** Gives each row the number of its group, by first appearance. */
  private void dealRows() {
    requireFewCombinations();
    Map<Long, Integer> groupOf = new HashMap<>();
    for (int row = 0; row < groupOfRow.length; row++) {
      long combination = 0;
      for (KeyValues key : values) {
        combination = combination * key.values().size() + key.codes()[row];
      }
      int next = groups.size();
      int group = groupOf.computeIfAbsent(combination, unseen -> next);
      if (group == next) {
        groups.add(valuesOf(row));
      }
      groupOfRow[row] = group;
    }
    sizes = new int[groups.size()];
    for (int group : groupOfRow) {
      sizes[group]++;
    }
  }

  /** All possible combinations must have a number of their own. */
  private void requireFewCombinations() {
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
  }

  private List<JsonNode> valuesOf(int row) {
    return values.stream().map(key -> key.values().get(key.codes()[row])).toList();
  }
}
