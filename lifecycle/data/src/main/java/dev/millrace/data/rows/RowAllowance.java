package dev.millrace.data.rows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;
import dev.millrace.core.value.Fraction;

/**
 * How many rows may not be as they should: a number such as {@code 10}, or a share such as {@code
 * 1%}.
 *
 * @param text as written
 */
@Doc("a number such as 10, or a share such as 1%")
public record RowAllowance(@JsonValue String text) {

  public RowAllowance {
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
  static RowAllowance read(Object written) {
    return new RowAllowance(String.valueOf(written));
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

  /** Whether there may be so many of all rows. */
  public boolean allows(long found, long rows) {
    return text.endsWith("%") ? found <= share(text).value() * rows : found <= Long.parseLong(text);
  }
}
