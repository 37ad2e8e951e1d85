package dev.millrace.data.transform;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills a {@link KeptColumn} batch by batch. */
final class KeptColumnFiller {

  /** From here on, different integers may be the same double. */
  private static final long EXACT = 1L << 53;

  private final String name;
  private final DataType type;
  private final double[] numbers;
  private final int[] codes;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private int filled;
  private int missing;

  KeptColumnFiller(String name, DataType type, int rows) {
    this.name = name;
    this.type = type;
    boolean text = type == DataType.STRING;
    numbers = new double[text ? 0 : rows];
    codes = new int[text ? rows : 0];
  }

  void add(Column column) {
    for (int row = 0; row < column.size(); row++, filled++) {
      boolean present = column.present(row);
      missing += present ? 0 : 1;
      switch (column) {
        case Column.Strings strings -> codes[filled] = present ? code(strings.value(row)) : -1;
        case Column.Booleans booleans ->
            numbers[filled] = present ? (booleans.values()[row] ? 1 : 0) : Double.NaN;
        case Column.Longs longs ->
            numbers[filled] = present ? exact(longs.values()[row]) : Double.NaN;
        case Column.Doubles doubles ->
            numbers[filled] = present ? doubles.values()[row] : Double.NaN;
      }
    }
  }

  private int code(String text) {
    return codeOf.computeIfAbsent(text, first -> codeOf.size());
  }

  private double exact(long value) {
    if (value > EXACT || value < -EXACT) {
      throw UserError.failure("column '" + name + "' has the integer " + value)
          .hint("make it a string in the select of ingest: CAST(" + name + " AS VARCHAR)");
    }
    return value;
  }

  KeptColumn filled() {
    if (type != DataType.STRING) {
      return new KeptColumn.Numbers(type, numbers, missing);
    }
    String[] texts = new String[codeOf.size()];
    codeOf.forEach((text, code) -> texts[code] = text);
    return new KeptColumn.Texts(List.of(texts), codes, missing);
  }
}
