package dev.millrace.model;

import org.jspecify.annotations.Nullable;

/**
 * The values of one feature for some rows. Arrays are handed over, not copied: whoever makes a
 * column no longer writes to them.
 */
public sealed interface Column {

  int size();

  /** False where the value is null. */
  boolean present(int row);

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
