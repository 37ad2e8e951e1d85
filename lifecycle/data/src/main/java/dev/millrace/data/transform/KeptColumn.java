package dev.millrace.data.transform;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A raw column of a split that stands beside the features: the label, a weight, a group. */
public sealed interface KeptColumn {

  int rows();

  /** Rows that have no value. */
  int missing();

  /**
   * @param values a boolean as 0 or 1; of a row that has none, NaN
   */
  record Numbers(DataType type, double[] values, int missing) implements KeptColumn {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /**
   * @param texts the different ones
   * @param codes of each row the place of its text, −1 if it has none
   */
  record Texts(List<String> texts, int[] codes, int missing) implements KeptColumn {
    @Override
    public int rows() {
      return codes.length;
    }
  }

  /** Is filled batch by batch. */
  final class Filler {
    /** From here on, different integers may be the same double. */
    private static final long EXACT = 1L << 53;

    private final String name;
    private final DataType type;
    private final double[] numbers;
    private final int[] codes;
    private final Map<String, Integer> codeOf = new HashMap<>();
    private int filled;
    private int missing;

    Filler(String name, DataType type, int rows) {
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
        return new Numbers(type, numbers, missing);
      }
      String[] texts = new String[codeOf.size()];
      codeOf.forEach((text, code) -> texts[code] = text);
      return new Texts(new ArrayList<>(Arrays.asList(texts)), codes, missing);
    }
  }
}
