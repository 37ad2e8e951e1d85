package dev.millrace.data.transform;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.SequencedMap;

/**
 * Columns as categories in text, as the graph makes them: an integer by its digits, a boolean as
 * {@code true} or {@code false}; of several columns, their texts joined.
 */
final class CategoryTexts {

  /**
   * Between the texts of a cross: the unit separator of ASCII. A text that has one itself would
   * make two different crosses look alike, so {@link TermTally} gives no place to what has more of
   * them than a cross has joints: what has a place is one cross only.
   */
  static final char SEPARATOR = '\u001F';

  private CategoryTexts() {}

  /** The texts of each row; missing where any column is. */
  static Column.Strings of(Batch rows, SequencedMap<String, DataType> columns) {
    Column.Strings joined = null;
    for (var column : columns.entrySet()) {
      Column.Strings texts = texts(rows.column(column.getKey()));
      joined = joined == null ? texts : join(joined, texts);
    }
    if (joined == null) {
      throw new IllegalArgumentException("there is no column to make categories of");
    }
    return joined;
  }

  private static Column.Strings texts(Column column) {
    return switch (column) {
      case Column.Strings strings -> strings;
      case Column.Booleans booleans -> {
        int[] codes = new int[booleans.size()];
        for (int row = 0; row < codes.length; row++) {
          codes[row] = !booleans.present(row) ? -1 : booleans.values()[row] ? 1 : 0;
        }
        yield new Column.Strings(new String[] {"false", "true"}, codes);
      }
      case Column.Longs longs -> digits(longs);
      case Column.Doubles _ -> throw new IllegalArgumentException("numbers are no categories");
    };
  }

  private static Column.Strings digits(Column.Longs longs) {
    Numbering codeOf = new Numbering();
    int[] codes = new int[longs.size()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = longs.present(row) ? codeOf.of(longs.values()[row]) : -1;
    }
    String[] dictionary = new String[codeOf.size()];
    Arrays.setAll(dictionary, code -> Long.toString(codeOf.key(code)));
    return new Column.Strings(dictionary, codes);
  }

  /** Each pair of codes that occurs has an entry. */
  private static Column.Strings join(Column.Strings left, Column.Strings right) {
    Numbering codeOf = new Numbering();
    int[] codes = new int[left.size()];
    for (int row = 0; row < codes.length; row++) {
      if (left.present(row) && right.present(row)) {
        long pair = (long) left.codes()[row] << Integer.SIZE | right.codes()[row];
        codes[row] = codeOf.of(pair);
      } else {
        codes[row] = -1;
      }
    }
    String[] dictionary = new String[codeOf.size()];
    for (int code = 0; code < dictionary.length; code++) {
      long pair = codeOf.key(code);
      dictionary[code] =
          left.dictionary()[(int) (pair >>> Integer.SIZE)]
              + SEPARATOR
              + right.dictionary()[(int) pair];
    }
    return new Column.Strings(dictionary, codes);
  }
}
