package dev.millrace.model;

import dev.millrace.model.Signature.Field;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of one field from JSON. */
final class ColumnDecoder {

  private final Field field;
  private final ZoneId zone;
  private final Faults faults;
  private boolean @Nullable [] present;

  ColumnDecoder(Field field, ZoneId zone, Faults faults) {
    this.field = field;
    this.zone = zone;
    this.faults = faults;
  }

  /**
   * @param values null where a row has none
   */
  Column decode(int rows, IntFunction<? extends @Nullable JsonNode> values) {
    return switch (field.type()) {
      case BOOLEAN -> booleans(rows, values);
      case INTEGER, TIMESTAMP -> longs(rows, values);
      case NUMBER -> doubles(rows, values);
      case STRING -> strings(rows, values);
    };
  }

  private Column booleans(int rows, IntFunction<? extends @Nullable JsonNode> values) {
    boolean[] read = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      JsonNode value = find(row, rows, values.apply(row));
      if (value != null && value.isBoolean()) {
        read[row] = value.booleanValue();
      } else if (value != null) {
        faults.add(field, row, "true or false", value);
      }
    }
    return new Column.Booleans(read, present);
  }

  private Column longs(int rows, IntFunction<? extends @Nullable JsonNode> values) {
    long[] read = new long[rows];
    for (int row = 0; row < rows; row++) {
      JsonNode value = find(row, rows, values.apply(row));
      if (value != null) {
        read[row] =
            field.type() == DataType.TIMESTAMP ? timestamp(row, value) : integer(row, value);
      }
    }
    return new Column.Longs(read, present);
  }

  private Column doubles(int rows, IntFunction<? extends @Nullable JsonNode> values) {
    double[] read = new double[rows];
    for (int row = 0; row < rows; row++) {
      JsonNode value = find(row, rows, values.apply(row));
      if (value == null) {
        continue;
      }
      double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
      if (Double.isFinite(number)) {
        read[row] = number;
      } else {
        faults.add(field, row, "a finite number", value);
      }
    }
    return new Column.Doubles(read, present);
  }

  private Column strings(int rows, IntFunction<? extends @Nullable JsonNode> values) {
    @Nullable String[] read = new @Nullable String[rows];
    for (int row = 0; row < rows; row++) {
      JsonNode value = find(row, rows, values.apply(row));
      if (value == null) {
        continue;
      }
      read[row] = value.isString() ? value.stringValue() : null;
      if (read[row] == null || !wellFormed(read[row])) {
        faults.add(field, row, "a string of Unicode", value);
      }
    }
    return Column.Strings.of(read);
  }

  private long integer(int row, JsonNode value) {
    if (!value.isIntegralNumber()) {
      faults.add(field, row, "an integer", value);
      return 0;
    }
    if (!value.canConvertToLong()) {
      faults.add(field, row, "an integer of 64 bits", value);
      return 0;
    }
    return value.longValue();
  }

  private long timestamp(int row, JsonNode value) {
    if (!value.isString()) {
      return integer(row, value);
    }
    Optional<Long> micros = Timestamps.parse(value.stringValue(), zone);
    if (micros.isEmpty()) {
      faults.add(field, row, "a time such as 2001-03-05T14:30:00", value);
    }
    return micros.orElse(0L);
  }

  /** The row's value, or null if it is missing, which is noted. */
  private @Nullable JsonNode find(int row, int rows, @Nullable JsonNode value) {
    if (value != null && !value.isNull()) {
      return value;
    }
    if (!field.nullable()) {
      faults.add(field, row, "a " + field.type().text(), value);
      faults.remedy("the model needs a value of '" + field.name() + "' in every row");
      return null;
    }
    if (present == null) {
      present = new boolean[rows];
      Arrays.fill(present, true);
    }
    present[row] = false;
    return null;
  }

  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }
}
