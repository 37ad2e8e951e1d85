package dev.millrace.data.transform;

import java.util.List;

/** A step from numbers to numbers whose parameters are known; a missing number is NaN. */
sealed interface FittedStep {

  /** A value for missing numbers. */
  record Fill(double value) implements FittedStep {}

  record Clip(double low, double high) implements FittedStep {}

  /** The natural logarithm; of 0 and less there is none. */
  record Log() implements FittedStep {}

  record Power(double exponent) implements FittedStep {}

  record Rescale(Line line) implements FittedStep {}

  /**
   * @param lines beside the keys, and one more for what is none of them
   */
  record RescalePer(Keys keys, List<Line> lines) implements FittedStep {}

  /** How many borders are not above the number. */
  record Buckets(List<Double> borders) implements FittedStep {}

  /**
   * @param borders beside the keys, and one more list for what is none of them
   */
  record BucketsPer(Keys keys, List<List<Double>> borders) implements FittedStep {
    int buckets() {
      return borders.stream().mapToInt(List::size).max().orElse(0) + 1;
    }
  }

  /**
   * (x − origin) / width.
   *
   * @param width 0 if all numbers were equal, which makes each 0
   */
  record Line(double origin, double width) {}

  /** Values of a column as texts, ascending. */
  record Keys(String column, List<String> values) {}
}
