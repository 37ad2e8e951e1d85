package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A number to its last digit, written as text: JSON readers round or refuse numbers of hundreds of
 * digits.
 */
public record Exact(BigDecimal value) {

  public static final Exact ZERO = new Exact(BigDecimal.ZERO);

  /** Sums of squares of doubles have no more digits on either side of the point. */
  private static final int MOST_DIGITS = 3000;

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is no number, or one that no sum of doubles can be
   */
  @JsonCreator
  static Exact parse(String text) {
    if (text.length() > 2 * MOST_DIGITS) {
      throw new IllegalArgumentException("a number of " + text.length() + " digits is no sum");
    }
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException("a number as far from one as " + text + " is no sum");
    }
    return new Exact(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
