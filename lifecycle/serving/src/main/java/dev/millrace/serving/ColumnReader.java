package dev.millrace.serving;

import dev.millrace.model.Column;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.Timestamps;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the {@code data} array of one tensor into a column, value by value: null is a missing
 * value, and a value that its datatype cannot hold exactly is refused.
 */
final class ColumnReader {

  /** Up to here every integer is a double. */
  private static final long EXACT = 1L << 53;

  private final JsonParser parser;
  private final Field field;
  private final Wire datatype;
  private final int rows;
  private final boolean nested;
  private final ZoneId zone;
  private boolean @Nullable [] present;
  private boolean insideRow;

  private ColumnReader(JsonParser parser, Field field, Wire datatype, int[] shape, ZoneId zone) {
    this.parser = parser;
    this.field = field;
    this.datatype = datatype;
    this.rows = shape[0];
    this.nested = shape.length == 2;
    this.zone = zone;
  }

  /**
   * The column of the array whose opening bracket the parser is at; leaves it at the closing one.
   */
  static Column read(JsonParser parser, Field field, Wire datatype, int[] shape, ZoneId zone) {
    if (!Wire.accepted(field.type()).contains(datatype)) {
      throw Refusal.badRequest(
          "input '"
              + field.name()
              + "' has datatype "
              + datatype
              + "; expected "
              + String.join(" or ", Wire.accepted(field.type()).stream().map(Wire::name).toList()));
    }
    return new ColumnReader(parser, field, datatype, shape, zone).column();
  }

  /** A column without a value. */
  static Column missing(Field field, int rows) {
    boolean[] absent = new boolean[rows];
    return switch (field.type()) {
      case BOOLEAN -> new Column.Booleans(new boolean[rows], absent);
      case INTEGER, TIMESTAMP -> new Column.Longs(new long[rows], absent);
      case NUMBER -> new Column.Doubles(new double[rows], absent);
      case STRING -> Column.Strings.of(new @Nullable String[rows]);
    };
  }

  private Column column() {
    return switch (field.type()) {
      case BOOLEAN -> booleans();
      case INTEGER, TIMESTAMP -> longs();
      case NUMBER -> doubles();
      case STRING -> strings();
    };
  }

  private Column booleans() {
    boolean[] values = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      if (hasValue(row)) {
        values[row] = bool(row);
      }
    }
    end();
    return new Column.Booleans(values, present);
  }

  private Column longs() {
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      if (hasValue(row)) {
        values[row] = datatype == Wire.BYTES ? timestamp(row) : integer(row);
      }
    }
    end();
    return new Column.Longs(values, present);
  }

  private Column doubles() {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      if (hasValue(row)) {
        values[row] = number(row);
      }
    }
    end();
    return new Column.Doubles(values, present);
  }

  private Column strings() {
    @Nullable String[] values = new @Nullable String[rows];
    for (int row = 0; row < rows; row++) {
      if (hasValue(row)) {
        values[row] = text(row);
      }
    }
    end();
    return Column.Strings.of(values);
  }

  /** Goes to the value of a row; false if it is null. */
  private boolean hasValue(int row) {
    JsonToken token = next();
    if (nested && token == JsonToken.START_ARRAY) {
      insideRow = true;
      token = parser.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      throw Refusal.badRequest(
          "input '" + field.name() + "' has " + row + " values where its shape says " + rows);
    }
    if (token == JsonToken.VALUE_NULL) {
      absent(row);
      return false;
    }
    return true;
  }

  private void absent(int row) {
    if (!field.nullable()) {
      throw Refusal.badRequest(where(row) + " is null, and the model requires a value");
    }
    if (present == null) {
      present = new boolean[rows];
      Arrays.fill(present, true);
    }
    present[row] = false;
  }

  private void end() {
    if (next() != JsonToken.END_ARRAY) {
      throw Refusal.badRequest(
          "input '" + field.name() + "' has more values than the " + rows + " its shape says");
    }
  }

  /** The next token, past the closing bracket of a row that is an array of its own. */
  private @Nullable JsonToken next() {
    if (insideRow) {
      insideRow = false;
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        throw Refusal.badRequest("input '" + field.name() + "' has a row of more than one value");
      }
    }
    return parser.nextToken();
  }

  private boolean bool(int row) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw unexpected(row, "a boolean");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private long integer(int row) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw unexpected(row, "an integer");
    }
    boolean fits =
        switch (parser.getNumberType()) {
          case INT -> true;
          case LONG -> datatype == Wire.INT64;
          case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> false;
        };
    if (!fits) {
      throw unfit(row);
    }
    return parser.getLongValue();
  }

  private double number(int row) {
    return switch (datatype) {
      case INT32, INT64 -> exact(row, integer(row));
      case FP32 -> finite(row, (float) decimal(row));
      case FP64 -> finite(row, decimal(row));
      case BOOL, BYTES -> throw unexpected(row, "a number");
    };
  }

  private double decimal(int row) {
    JsonToken token = parser.currentToken();
    if (token == null || !token.isNumeric()) {
      throw unexpected(row, "a number");
    }
    return parser.getDoubleValue();
  }

  private double exact(int row, long value) {
    if (Math.abs(value) > EXACT) {
      throw unfit(row);
    }
    return value;
  }

  private double finite(int row, double value) {
    if (!Double.isFinite(value)) {
      throw unfit(row);
    }
    return value;
  }

  private long timestamp(int row) {
    String text = text(row);
    return Timestamps.parse(text, zone)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    where(row)
                        + " is '"
                        + RequestJson.brief(text)
                        + "'; expected a time such as 2001-03-05T08:00:00"
                        + " or 2001-03-05T08:00:00Z"));
  }

  private String text(int row) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(row, "a string");
    }
    return RequestJson.wellFormed(parser.getString(), where(row));
  }

  private Refusal unexpected(int row, String expected) {
    return Refusal.badRequest(
        where(row) + " is " + RequestJson.name(parser.currentToken()) + "; expected " + expected);
  }

  private Refusal unfit(int row) {
    return Refusal.badRequest(
        where(row)
            + " is "
            + RequestJson.brief(parser.getString())
            + ", which a "
            + field.type().text()
            + " sent as "
            + datatype
            + " cannot hold exactly");
  }

  private String where(int row) {
    return "input '" + field.name() + "', row " + row;
  }
}
