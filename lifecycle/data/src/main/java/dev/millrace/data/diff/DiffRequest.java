package dev.millrace.data.diff;

import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to compare, and how closely.
 *
 * @param key columns that say which row is which; a missing value is a value like another
 * @param confusion a column whose values before and after are counted in pairs
 * @param ignored columns that are not looked at
 * @param digits decimal places to which numbers are rounded before they are compared; exactly, if
 *     not given
 * @param samples how many rows are shown of each kind of difference
 */
public record DiffRequest(
    List<String> key,
    Optional<String> confusion,
    List<String> ignored,
    OptionalInt digits,
    int samples) {

  /** More decimal places than this a double does not have. */
  public static final int MOST_DIGITS = 15;

  public static final int USUAL_SAMPLES = 10;

  /**
   * @throws UserError if there is no key, a column is both needed and ignored, or a number is out
   *     of its range
   */
  public DiffRequest {
    key = List.copyOf(key);
    ignored = List.copyOf(ignored);
    if (key.isEmpty()) {
      throw UserError.usage("rows are matched by a key, and none is given")
          .hint("name the columns that say which row is which");
    }
    for (String name : ignored) {
      if (key.contains(name) || confusion.filter(name::equals).isPresent()) {
        String what = key.contains(name) ? "part of the key" : "asked for as confusion";
        throw UserError.usage("column '" + name + "' is " + what + " and ignored")
            .hint("take it out of one of them");
      }
    }
    if (digits.isPresent() && (digits.getAsInt() < 0 || digits.getAsInt() > MOST_DIGITS)) {
      throw UserError.usage(
              "numbers are rounded to 0 to "
                  + MOST_DIGITS
                  + " decimal places, found "
                  + digits.getAsInt())
          .hint("without rounding, numbers are compared exactly");
    }
    if (samples < 0) {
      throw UserError.usage("the number of samples is at least 0, found " + samples)
          .hint("0 shows none");
    }
  }

  /** By a key, exactly, with ten samples. */
  public static DiffRequest byKey(String... key) {
    return new DiffRequest(
        List.of(key), Optional.empty(), List.of(), OptionalInt.empty(), USUAL_SAMPLES);
  }

  public DiffRequest confusing(String column) {
    return new DiffRequest(key, Optional.of(column), ignored, digits, samples);
  }

  public DiffRequest ignoring(String... columns) {
    return new DiffRequest(key, confusion, List.of(columns), digits, samples);
  }

  public DiffRequest rounded(int places) {
    return new DiffRequest(key, confusion, ignored, OptionalInt.of(places), samples);
  }
}
