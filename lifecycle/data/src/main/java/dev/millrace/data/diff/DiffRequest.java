package dev.millrace.data.diff;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to compare, and how closely.
 *
 * @param key columns that say which row is which; a missing value is a value like another
 * @param confusion a column whose values before and after are counted in pairs
 * @param digits decimal places to which numbers are rounded before they are compared; exactly, if
 *     not given
 * @param samples how many rows are shown of each kind of difference
 */
public record DiffRequest(
    List<String> key, Optional<String> confusion, OptionalInt digits, int samples) {

  public DiffRequest {
    key = List.copyOf(key);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("rows are matched by a key: name at least one column");
    }
    if (digits.isPresent() && (digits.getAsInt() < 0 || digits.getAsInt() > 15)) {
      throw new IllegalArgumentException(
          "numbers are rounded to 0 to 15 decimal places, found " + digits.getAsInt());
    }
    if (samples < 0) {
      throw new IllegalArgumentException("the number of samples is at least 0, found " + samples);
    }
  }

  /** By a key, exactly, with ten samples. */
  public static DiffRequest byKey(String... key) {
    return new DiffRequest(List.of(key), Optional.empty(), OptionalInt.empty(), 10);
  }

  public DiffRequest confusing(String column) {
    return new DiffRequest(key, Optional.of(column), digits, samples);
  }

  public DiffRequest rounded(int places) {
    return new DiffRequest(key, confusion, OptionalInt.of(places), samples);
  }
}
