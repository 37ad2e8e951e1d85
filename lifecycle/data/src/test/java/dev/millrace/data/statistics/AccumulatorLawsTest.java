package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What counts shards, windows and threads together relies on, for every kind of feature. */
class AccumulatorLawsTest {

  private static final double[] NUMBERS = {
    0.0,
    -0.0,
    1.5,
    -1.5,
    1e-310,
    -1e-310,
    1e300,
    -1e300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0x1p-500,
    0x1p511
  };
  private static final long[] INTEGERS = {
    0, 1, -1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 26
  };
  private static final String[] STRINGS = {
    "",
    "\0",
    "a\0b",
    "é",
    "😀",
    "twelve bytes",
    "thirteen byte",
    "y".repeat(5000),
    "y".repeat(5000) + "z",
    "€".repeat(400)
  };

  private final Random random = new Random(23);
  private final Workspace workspace = new Workspace();

  /** Rows of a type, few or many different values among them; about one in eight is missing. */
  private Column rows(DataType type, int size) {
    boolean few = random.nextBoolean();
    boolean[] present = new boolean[size];
    for (int row = 0; row < size; row++) {
      present[row] = random.nextInt(8) > 0;
    }
    return switch (type) {
      case BOOLEAN -> {
        boolean[] values = new boolean[size];
        for (int row = 0; row < size; row++) {
          values[row] = present[row] && random.nextBoolean();
        }
        yield new Column.Booleans(values, present);
      }
      case INTEGER, TIMESTAMP -> {
        long[] values = new long[size];
        for (int row = 0; row < size; row++) {
          values[row] = present[row] ? integer(few) : 0;
        }
        yield new Column.Longs(values, present);
      }
      case NUMBER -> {
        double[] values = new double[size];
        for (int row = 0; row < size; row++) {
          values[row] = present[row] ? number(few) : 0;
        }
        yield new Column.Doubles(values, present);
      }
      case STRING -> {
        String[] values = new String[size];
        for (int row = 0; row < size; row++) {
          values[row] = few ? STRINGS[random.nextInt(STRINGS.length)] : "v" + random.nextInt(9000);
        }
        int[] codes = new int[size];
        Arrays.setAll(codes, row -> present[row] ? row : -1);
        yield new Column.Strings(values, codes);
      }
    };
  }

  private long integer(boolean few) {
    return random.nextInt(20) == 0
        ? INTEGERS[random.nextInt(INTEGERS.length)]
        : few ? random.nextInt(30) - 15 : random.nextLong() >> random.nextInt(63);
  }

  private double number(boolean few) {
    return random.nextInt(20) == 0
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : few ? random.nextInt(30) / 4.0 - 3 : random.nextGaussian() * 1e3;
  }

  private Accumulator empty(DataType type) {
    return Accumulator.of(type, workspace);
  }

  private Accumulator count(DataType type, Column rows) {
    Accumulator counted = empty(type);
    counted.add(rows);
    return counted;
  }

  private static byte[] bytes(Accumulator counted) {
    PartialWriter to = new PartialWriter();
    counted.write(to);
    return to.toByteArray();
  }

  private void forAll(IntFunction<Runnable> trial) {
    for (int i = 0; i < 12; i++) {
      trial.apply(random.nextInt(9000)).run();
    }
  }

  @Test
  void merge_anyCuttingAndOrder_isTheWhole() {
    for (DataType type : DataType.values()) {
      forAll(
          size ->
              () -> {
                Column rows = rows(type, size);
                List<Accumulator> parts = new ArrayList<>();
                for (int from = 0; from < size; ) {
                  int to = Math.min(size, from + 1 + random.nextInt(4000));
                  parts.add(count(type, rows.slice(from, to)));
                  from = to;
                }
                Collections.shuffle(parts, random);
                Accumulator all = empty(type);
                parts.forEach(all::merge);

                assertThat(bytes(all)).isEqualTo(bytes(count(type, rows)));
              });
    }
  }

  @Test
  void merge_isAssociativeCommutativeAndEmptyIsNeutral() {
    for (DataType type : DataType.values()) {
      forAll(
          size ->
              () -> {
                Column a = rows(type, size);
                Column b = rows(type, size / 3);
                Column c = rows(type, 17);
                Accumulator left = count(type, a);
                left.merge(count(type, b));
                left.merge(count(type, c));
                Accumulator inner = count(type, c);
                inner.merge(count(type, b));
                inner.merge(empty(type));
                Accumulator right = empty(type);
                right.merge(inner);
                right.merge(count(type, a));

                assertThat(bytes(right)).isEqualTo(bytes(left));
              });
    }
  }

  @Test
  void merge_whatWasWritten_isTheSameAndGoesOn() {
    for (DataType type : DataType.values()) {
      forAll(
          size ->
              () -> {
                Column rows = rows(type, size);
                Column more = rows(type, 100);
                Accumulator whole = count(type, rows);
                byte[] written = bytes(whole);
                Accumulator read = empty(type);
                read.merge(new PartialReader(written));
                assertThat(bytes(read)).isEqualTo(written);
                assertThat(read.build()).usingRecursiveComparison().isEqualTo(whole.build());

                whole.add(more);
                read.add(more);

                assertThat(bytes(read)).isEqualTo(bytes(whole));
              });
    }
  }

  @Test
  void merge_whatWasWritten_isMergingTheAccumulator() {
    for (DataType type : DataType.values()) {
      forAll(
          size ->
              () -> {
                Column rows = rows(type, 1 + size / 3);
                Accumulator other = count(type, rows(type, size));
                Accumulator byBytes = count(type, rows);
                byBytes.merge(new PartialReader(bytes(other)));
                Accumulator byObject = count(type, rows);
                byObject.merge(other);

                assertThat(bytes(byBytes)).isEqualTo(bytes(byObject));
              });
    }
  }

  @Test
  void merge_cutBytes_isRefused() {
    for (DataType type : DataType.values()) {
      byte[] written = bytes(count(type, rows(type, 300)));
      for (int length = 0; length < written.length; length += 1 + length / 40) {
        PartialReader cut = new PartialReader(Arrays.copyOf(written, length));
        Accumulator read = empty(type);
        assertThatThrownBy(() -> read.merge(cut)).isInstanceOf(PartialReader.Damaged.class);
      }
    }
  }

  @Test
  void add_rowsSomeTimes_isAddingThemAgainAndAgain() {
    for (DataType type : DataType.values()) {
      forAll(
          size ->
              () -> {
                Column rows = rows(type, size / 4);
                long[] times = new long[rows.size()];
                Arrays.setAll(times, row -> random.nextInt(4));
                Accumulator weighted = empty(type);
                weighted.add(rows, times);
                Accumulator repeated = empty(type);
                for (int row = 0; row < rows.size(); row++) {
                  for (int i = 0; i < times[row]; i++) {
                    repeated.add(rows.slice(row, row + 1));
                  }
                }

                assertThat(bytes(weighted)).isEqualTo(bytes(repeated));
              });
    }
  }

  @Test
  void merge_anotherType_isRefused() {
    assertThatThrownBy(() -> empty(DataType.STRING).merge(empty(DataType.NUMBER)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> empty(DataType.INTEGER).merge(empty(DataType.TIMESTAMP)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
