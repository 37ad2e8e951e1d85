package dev.millrace.evaluation;

import dev.millrace.model.Column;
import java.util.HashMap;
import java.util.Map;

/** Which query each row belongs to, numbered by first appearance. */
final class Queries {

  private final int[] ofRow;
  private final Map<Object, Integer> numbers = new HashMap<>();

  /**
   * @param rows that will be added in all
   */
  Queries(int rows) {
    ofRow = new int[rows];
  }

  void add(Column column, Labels.Place first) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.present(row)) {
        throw first.missing(row, "group", "a value that tells queries apart");
      }
      Object key =
          switch (column) {
            case Column.Booleans booleans -> booleans.values()[row];
            case Column.Longs longs -> longs.values()[row];
            case Column.Doubles doubles -> doubles.values()[row];
            case Column.Strings strings -> strings.value(row);
          };
      ofRow[first.row() + row] = numbers.computeIfAbsent(key, _ -> numbers.size());
    }
  }

  int[] ofRow() {
    return ofRow;
  }
}
