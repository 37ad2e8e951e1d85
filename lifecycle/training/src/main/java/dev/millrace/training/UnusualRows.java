package dev.millrace.training;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.Timestamps;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Rows as the training data may not have them: real ones with some values missing, never seen, or
 * extreme. The same rows each time.
 */
final class UnusualRows {

  private static final Column MISSING_NUMBER = new Column.Doubles(new double[1], new boolean[1]);
  private static final Column MISSING_INTEGER = new Column.Longs(new long[1], new boolean[1]);
  private static final Column MISSING_BOOLEAN = new Column.Booleans(new boolean[1], new boolean[1]);
  private static final Column MISSING_STRING = new Column.Strings(new String[0], new int[] {-1});

  private static final Column BOOLEANS = new Column.Booleans(new boolean[] {false, true}, null);
  private static final Column STRINGS = Column.Strings.of("", "never seen", "🛫 \u0000 naïve");
  private static final Column MOMENTS =
      new Column.Longs(
          Stream.of(
                  "1969-07-20T20:17:40.000001", "2000-02-29T23:59:59.999999", "2261-12-31T00:00:00")
              .mapToLong(text -> Timestamps.parse(text, ZoneOffset.UTC).orElseThrow())
              .toArray(),
          null);
  private static final Column NUMBERS =
      new Column.Doubles(new double[] {0, -0.5, 1e-40, 1e9, -3e38, 3e38}, null);
  private static final Column INTEGERS =
      new Column.Longs(new long[] {0, -1, 1L << 24, Long.MAX_VALUE, Long.MIN_VALUE}, null);

  private final Signature signature;
  private final Random random = new Random(0);

  UnusualRows(Signature signature) {
    this.signature = signature;
  }

  /** As many rows as given, each changed in about half of its values. */
  Batch of(Batch real) {
    SequencedMap<String, Column> changed = new LinkedHashMap<>();
    for (Field field : signature.inputs()) {
      changed.put(field.name(), changed(field, real.column(field.name())));
    }
    return new Batch(real.rows(), changed);
  }

  private Column changed(Field field, Column real) {
    Column odd = odd(field);
    int missing = real.size() + odd.size();
    int[] taken = new int[real.size()];
    for (int row = 0; row < taken.length; row++) {
      if (random.nextBoolean()) {
        taken[row] = row;
      } else if (field.nullable() && random.nextBoolean()) {
        taken[row] = missing;
      } else {
        taken[row] = real.size() + random.nextInt(odd.size());
      }
    }
    return Column.concat(List.of(real, odd, missing(field))).take(taken);
  }

  /** A row without any value that may be missing. */
  Batch withoutOptional(Batch real) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (Field field : signature.inputs()) {
      columns.put(field.name(), field.nullable() ? missing(field) : real.column(field.name()));
    }
    return new Batch(1, columns);
  }

  private static Column odd(Field field) {
    return switch (field.type()) {
      case BOOLEAN -> BOOLEANS;
      case INTEGER -> INTEGERS;
      case NUMBER -> NUMBERS;
      case STRING -> STRINGS;
      case TIMESTAMP -> MOMENTS;
    };
  }

  private static Column missing(Field field) {
    return switch (field.type()) {
      case BOOLEAN -> MISSING_BOOLEAN;
      case INTEGER, TIMESTAMP -> MISSING_INTEGER;
      case NUMBER -> MISSING_NUMBER;
      case STRING -> MISSING_STRING;
    };
  }
}
