package dev.millrace.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of one feature for some rows. Arrays are handed over, not copied: whoever makes a
 * column no longer writes to them.
 */
public sealed interface Column {

  int size();

  /** False where the value is null. */
  boolean present(int row);

  /** The values of the rows {@code from ≤ row < to}. */
  Column slice(int from, int to);

  /** The values of some rows, in the order given; a row may be taken more than once. */
  Column take(int[] rows);

  /**
   * The values of some columns, one after the other.
   *
   * @param parts at least one, all of one kind
   */
  static Column concat(List<Column> parts) {
    return switch (parts.getFirst()) {
      case Booleans _ ->
          new Booleans(
              joined(parts, part -> ((Booleans) part).values(), boolean[]::new), mask(parts));
      case Longs _ ->
          new Longs(joined(parts, part -> ((Longs) part).values(), long[]::new), mask(parts));
      case Doubles _ ->
          new Doubles(joined(parts, part -> ((Doubles) part).values(), double[]::new), mask(parts));
      case Strings _ -> Strings.joined(parts);
    };
  }

  private static <A> A joined(List<Column> parts, Function<Column, A> values, IntFunction<A> make) {
    A joined = make.apply(parts.stream().mapToInt(Column::size).sum());
    int at = 0;
    for (Column part : parts) {
      System.arraycopy(values.apply(part), 0, joined, at, part.size());
      at += part.size();
    }
    return joined;
  }

  /** Which rows of some columns are present. */
  private static boolean[] mask(List<Column> parts) {
    return joined(parts, Column::mask, boolean[]::new);
  }

  private static boolean[] mask(Column column) {
    boolean[] mask = new boolean[column.size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = column.present(row);
    }
    return mask;
  }

  private static boolean @Nullable [] take(boolean @Nullable [] present, int[] rows) {
    if (present == null) {
      return null;
    }
    boolean[] taken = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = present[rows[i]];
    }
    return taken;
  }

  private static boolean @Nullable [] slice(boolean @Nullable [] present, int from, int to) {
    return present == null ? null : Arrays.copyOfRange(present, from, to);
  }

  /**
   * @param present null where no value is missing; a missing row's entry in values is 0
   */
  record Booleans(boolean[] values, boolean @Nullable [] present) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean present(int row) {
      return present == null || present[row];
    }

    @Override
    public Column slice(int from, int to) {
      return new Booleans(Arrays.copyOfRange(values, from, to), Column.slice(present, from, to));
    }

    @Override
    public Column take(int[] rows) {
      boolean[] taken = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Booleans(taken, Column.take(present, rows));
    }
  }

  /**
   * Integers and timestamps.
   *
   * @param present null where no value is missing; a missing row's entry in values is 0
   */
  record Longs(long[] values, boolean @Nullable [] present) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean present(int row) {
      return present == null || present[row];
    }

    @Override
    public Column slice(int from, int to) {
      return new Longs(Arrays.copyOfRange(values, from, to), Column.slice(present, from, to));
    }

    @Override
    public Column take(int[] rows) {
      long[] taken = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Longs(taken, Column.take(present, rows));
    }
  }

  /**
   * Numbers.
   *
   * @param present null where no value is missing; a missing row's entry in values is 0
   */
  record Doubles(double[] values, boolean @Nullable [] present) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean present(int row) {
      return present == null || present[row];
    }

    @Override
    public Column slice(int from, int to) {
      return new Doubles(Arrays.copyOfRange(values, from, to), Column.slice(present, from, to));
    }

    @Override
    public Column take(int[] rows) {
      double[] taken = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Doubles(taken, Column.take(present, rows));
    }
  }

  /**
   * Strings, coded: row r is {@code dictionary[codes[r]]}, or missing where its code is −1. A
   * dictionary may hold strings that no row has, and a string twice.
   */
  record Strings(String[] dictionary, int[] codes) implements Column {
    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean present(int row) {
      return codes[row] >= 0;
    }

    /** With the same dictionary. */
    @Override
    public Column slice(int from, int to) {
      return new Strings(dictionary, Arrays.copyOfRange(codes, from, to));
    }

    /** With the same dictionary. */
    @Override
    public Column take(int[] rows) {
      return new Strings(dictionary, Arrays.stream(rows).map(row -> codes[row]).toArray());
    }

    private static Strings joined(List<Column> parts) {
      String[] dictionary =
          parts.stream()
              .flatMap(part -> Arrays.stream(((Strings) part).dictionary))
              .toArray(String[]::new);
      int[] codes = Column.joined(parts, part -> ((Strings) part).codes, int[]::new);
      int row = 0;
      int before = 0;
      for (Column part : parts) {
        for (int end = row + part.size(); row < end; row++) {
          codes[row] += codes[row] < 0 ? 0 : before;
        }
        before += ((Strings) part).dictionary.length;
      }
      return new Strings(dictionary, codes);
    }

    /** The value of a row that is present. */
    public String value(int row) {
      return dictionary[codes[row]];
    }

    /** A column of the given strings, each row its own dictionary entry. */
    public static Strings of(@Nullable String... values) {
      String[] dictionary = new String[values.length];
      int[] codes = new int[values.length];
      for (int row = 0; row < values.length; row++) {
        String value = values[row];
        dictionary[row] = value == null ? "" : value;
        codes[row] = value == null ? -1 : row;
      }
      return new Strings(dictionary, codes);
    }
  }
}
