package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Signature.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Rows of every kind: extreme, negative, missing, empty, with emoji and NUL. */
public final class RandomBatches {

  private static final String[] STRINGS = {
    "",
    "JFK",
    "ORD",
    "jfk",
    "✈️",
    "👩🏽‍✈️",
    "a\0b",
    "\0",
    " ",
    "\u00e9",
    "e\u0301",
    "𝔘𝔫𝔦",
    "unseen",
    "JFK ORD",
    "  jfk  JFK jfk ",
    "a\tb\nc",
    "ORD JFK ORD JFK \u00e9"
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 0.1, 1e300, -1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1e-40, 16777217, 3.5e38
  };
  private static final long[] INTEGERS = {
    0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 86_400_000_000L, -86_400_000_001L, 1L << 53
  };

  private RandomBatches() {}

  public static Batch of(List<Field> fields, int rows, Random random) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    fields.forEach(field -> columns.put(field.name(), column(field, rows, random)));
    return new Batch(rows, columns);
  }

  private static Column column(Field field, int rows, Random random) {
    boolean[] present = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      present[row] = !field.nullable() || random.nextInt(4) > 0;
    }
    boolean @Nullable [] mask = field.nullable() && random.nextInt(5) > 0 ? present : null;
    if (mask == null) {
      Arrays.fill(present, true);
    }
    return switch (field.type()) {
      case BOOLEAN -> {
        boolean[] values = new boolean[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = present[row] && random.nextBoolean();
        }
        yield new Column.Booleans(values, mask);
      }
      case INTEGER, TIMESTAMP -> {
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = present[row] ? integer(random) : 0;
        }
        yield new Column.Longs(values, mask);
      }
      case NUMBER -> {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = present[row] ? number(random) : 0;
        }
        yield new Column.Doubles(values, mask);
      }
      case STRING -> strings(present, random);
    };
  }

  private static long integer(Random random) {
    return random.nextInt(4) == 0
        ? INTEGERS[random.nextInt(INTEGERS.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private static double number(Random random) {
    return random.nextInt(4) == 0
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : random.nextGaussian() * Math.pow(10, random.nextInt(8) - 3);
  }

  /** With a dictionary shorter or longer than the rows, and entries that are there twice. */
  private static Column strings(boolean[] present, Random random) {
    String[] dictionary = new String[1 + random.nextInt(2 * STRINGS.length)];
    Arrays.setAll(dictionary, _ -> STRINGS[random.nextInt(STRINGS.length)]);
    int[] codes = new int[present.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = present[row] ? random.nextInt(dictionary.length) : -1;
    }
    return new Column.Strings(dictionary, codes);
  }

  /** One row of a batch, as a batch. */
  public static Batch row(Batch batch, int row) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    batch.columns().forEach((name, column) -> columns.put(name, row(column, row)));
    return new Batch(1, columns);
  }

  private static Column row(Column column, int row) {
    boolean[] present = {column.present(row)};
    return switch (column) {
      case Column.Booleans c -> new Column.Booleans(new boolean[] {c.values()[row]}, present);
      case Column.Longs c -> new Column.Longs(new long[] {c.values()[row]}, present);
      case Column.Doubles c -> new Column.Doubles(new double[] {c.values()[row]}, present);
      case Column.Strings c -> Column.Strings.of(present[0] ? c.value(row) : null);
    };
  }

  /** Asserts the same values in the same rows, bit for bit. */
  public static void assertSame(Column found, Column expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int row = 0; row < found.size(); row++) {
      assertThat(value(found, row)).isEqualTo(value(expected, row));
    }
  }

  /**
   * A value such that equal bits are equal objects, and all NaNs are; null where it is missing.
   * Java leaves the bits of a NaN open, and its compilers make others of the same sum.
   */
  public static @Nullable Object value(Column column, int row) {
    if (!column.present(row)) {
      return null;
    }
    return switch (column) {
      case Column.Booleans c -> c.values()[row];
      case Column.Longs c -> c.values()[row];
      case Column.Doubles c -> Double.doubleToLongBits(c.values()[row]);
      case Column.Strings c -> c.value(row);
    };
  }
}
