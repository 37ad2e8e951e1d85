package dev.millrace.data.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.value.Fraction;

/**
 * How many rows may break a rule: a number such as {@code 10}, or a share such as {@code 1%}.
 *
 * @param text as written
 */
public record Allowance(@JsonValue String text) {

  public Allowance {
    if (!text.matches("\\d{1,18}")) {
      share(text);
    }
  }

  /**
   * Reads a number of rows or a percentage.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Allowance read(Object written) {
    return new Allowance(String.valueOf(written));
  }

  private static Fraction share(String text) {
    try {
      return Fraction.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a number of rows such as 10, or a share of them such as 1%, found '"
              + text
              + "'",
          e);
    }
  }

  /** Whether so many of all rows may break the rule. */
  public boolean allows(long broken, long rows) {
    return text.endsWith("%")
        ? broken <= share(text).value() * rows
        : broken <= Long.parseLong(text);
  }
}
