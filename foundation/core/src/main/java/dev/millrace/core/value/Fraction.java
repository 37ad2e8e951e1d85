package dev.millrace.core.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A share of a whole, from 0 to 1; people may write {@code 20%} for {@code 0.2}. */
public record Fraction(double value) {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,15})?) ?%");

  public Fraction {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "expected a fraction from 0 to 1, such as 0.2 or 20%, found " + value);
    }
  }

  /**
   * Reads a number, or a text that is a percentage.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Fraction read(Object written) {
    return switch (written) {
      case Number number -> new Fraction(number.doubleValue());
      case String text -> parse(text);
      default ->
          throw new IllegalArgumentException(
              "expected a fraction from 0 to 1, such as 0.2 or 20%, found '" + written + "'");
    };
  }

  /**
   * Reads a percentage.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  public static Fraction parse(String text) {
    var percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      throw new IllegalArgumentException(
          "expected a fraction from 0 to 1, such as 0.2 or 20%, found '" + text + "'");
    }
    // In decimal, so that 95% is the double nearest to 0.95 and not a neighbour of it.
    return new Fraction(new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue());
  }

  @JsonValue
  @Override
  public double value() {
    return value;
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
