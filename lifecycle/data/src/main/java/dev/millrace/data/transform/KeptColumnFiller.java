package dev.millrace.data.transform;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** The type to read its values as: booleans are read as the numbers 0 and 1. */
  DataType readAs() {
    return type == DataType.BOOLEAN ? DataType.NUMBER : type;
  }

  /**
   * @param column of the type that it is {@link #readAs read as}
   */
  void add(Column column) {
    switch (column) {
      case Column.Strings strings -> add(strings);
      case Column.Longs(long[] values, boolean @Nullable [] present) -> {
        for (int row = 0; row < values.length; row++) {
          numbers[filled + row] = exact(values[row]);
        }
        leaveOut(present);
      }
      case Column.Doubles(double[] values, boolean @Nullable [] present) -> {
        System.arraycopy(values, 0, numbers, filled, values.length);
        leaveOut(present);
      }
      case Column.Booleans _ ->
          throw new IllegalArgumentException("'" + name + "' is not read as a number");
    }
    filled += column.size();
  }

  private void add(Column.Strings strings) {
    for (int row = 0; row < strings.size(); row++) {
      boolean present = strings.present(row);
      codes[filled + row] = present ? code(strings.value(row)) : -1;
      missing += present ? 0 : 1;
    }
  }

  private void leaveOut(boolean @Nullable [] present) {
    for (int row = 0; present != null && row < present.length; row++) {
      if (!present[row]) {
        numbers[filled + row] = Double.NaN;
        missing++;
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
