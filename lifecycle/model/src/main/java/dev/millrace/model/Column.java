package dev.millrace.model;

import java.util.Arrays;
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
