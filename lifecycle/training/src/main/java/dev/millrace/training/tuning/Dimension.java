package dev.millrace.training.tuning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values that a search may try of one parameter. */
public sealed interface Dimension {

  /** The values of a list, none of which is nearer to one than to another. */
  record Choices(List<JsonNode> values) implements Dimension {
    public Choices {
      values = List.copyOf(values);
    }
  }

  /**
   * All numbers between two, both included. A place is a number's logarithm where the scale is
   * logarithmic, else the number itself; a search draws places.
   *
   * @param whole whether only integers are tried
   * @param logarithmic whether equal ratios count as equally far, not equal differences
   */
  record Numbers(double from, double to, boolean whole, boolean logarithmic) implements Dimension {

    private static final MathContext DIGITS = new MathContext(5);

    /** Half a step beyond the ends of integers, so that each has a whole step of places. */
    private static final double HALF = 0.5;

    /** The least place. */
    double low() {
      return scaled(whole ? from - HALF : from);
    }

    /** The greatest place. */
    double high() {
      return scaled(whole ? to + HALF : to);
    }

    /** The place of a value. */
    double place(JsonNode value) {
      return scaled(value.doubleValue());
    }

    /** The least and the greatest place that mean this value; the same but for integers. */
    double[] places(JsonNode value) {
      double number = value.doubleValue();
      return whole
          ? new double[] {scaled(number - HALF), scaled(number + HALF)}
          : new double[] {scaled(number), scaled(number)};
    }

    /** What is tried at a place: an integer, or a number of five digits. */
    JsonNode value(double place) {
      double number = logarithmic ? StrictMath.exp(place) : place;
      if (whole) {
        return JsonNodeFactory.instance.numberNode((long) Math.clamp(Math.rint(number), from, to));
      }
      double rounded = new BigDecimal(number).round(DIGITS).doubleValue();
      return JsonNodeFactory.instance.numberNode(Math.clamp(rounded, from, to));
    }

    private double scaled(double number) {
      return logarithmic ? StrictMath.log(number) : number;
    }
  }
}
