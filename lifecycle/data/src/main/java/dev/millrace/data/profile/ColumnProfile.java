package dev.millrace.data.profile;

import dev.millrace.model.DataType;
import java.util.Optional;

/**
 * What one column holds, in the rows that were looked at.
 *
 * @param type of the value domain; empty where no value of it could be read by a pipeline
 * @param stored the type as the file or the database has it
 * @param present rows that have a value
 * @param missing rows that have none
 * @param distinct how many different values there are, exactly
 * @param numbers of integers, numbers and booleans
 * @param texts of strings
 * @param times of timestamps
 * @param twin an earlier column that has the same value in each row
 * @param mended the column as SQL without what no pipeline reads, such as NaN, if it has such
 */
public record ColumnProfile(
    String name,
    Optional<DataType> type,
    String stored,
    long present,
    long missing,
    long distinct,
    Optional<Numbers> numbers,
    Optional<Texts> texts,
    Optional<Times> times,
    Optional<String> twin,
    Optional<String> mended) {

  /**
   * Of integers and numbers.
   *
   * @param whole whether all are whole
   */
  public record Numbers(double min, double max, boolean whole) {}

  /**
   * Of strings.
   *
   * @param meanWords pieces between spaces
   * @param numeric the share that reads as a number
   */
  public record Texts(double meanLength, double meanWords, double numeric) {}

  /**
   * Of timestamps.
   *
   * @param days from the first to the last
   * @param atMidnight whether none has a time of day
   */
  public record Times(String first, String last, double days, boolean atMidnight) {}

  public long rows() {
    return present + missing;
  }

  /** Whether every row that has a value has another. */
  public boolean allDifferent() {
    return present > 0 && distinct == present;
  }

  public boolean is(DataType wanted) {
    return type.filter(wanted::equals).isPresent();
  }

  /** Of integers and numbers, not of booleans. */
  public boolean isNumeric() {
    return is(DataType.INTEGER) || is(DataType.NUMBER);
  }

  ColumnProfile twinOf(String other) {
    return new ColumnProfile(
        name,
        type,
        stored,
        present,
        missing,
        distinct,
        numbers,
        texts,
        times,
        Optional.of(other),
        mended);
  }
}
