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
    int rows = column.size();
    for (int row = 0; row < rows; row++) {
      missing += column.present(row) ? 0 : 1;
    }
    switch (column) {
      case Column.Strings strings -> {
        for (int row = 0; row < rows; row++) {
          codes[filled + row] = strings.present(row) ? code(strings.value(row)) : -1;
        }
      }
      case Column.Booleans booleans -> {
        for (int row = 0; row < rows; row++) {
          numbers[filled + row] = number(booleans.present(row), booleans.values()[row] ? 1 : 0);
        }
      }
      case Column.Longs longs -> {
        for (int row = 0; row < rows; row++) {
          numbers[filled + row] = number(longs.present(row), exact(longs.values()[row]));
        }
      }
      case Column.Doubles doubles -> {
        for (int row = 0; row < rows; row++) {
          numbers[filled + row] = number(doubles.present(row), doubles.values()[row]);
        }
      }
    }
    filled += rows;
  }

  private static double number(boolean present, double value) {
    return present ? value : Double.NaN;
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
