package dev.millrace.evaluation.metric;

/**
 * One figure of a model's quality.
 *
 * @param name the standard one, such as {@code log_loss}; with a parameter {@code ndcg@10}, of one
 *     class of several {@code recall/red}
 * @param limits where it can lie, whatever the rows
 */
public record Metric(String name, Direction direction, Form form, Limits limits) {

  /** What kind of figure it is. */
  public enum Form {
    /**
     * The weighted mean of one term a row, so that two models can be compared row by row, and its
     * spread follows from that of the terms.
     */
    MEAN_OVER_ROWS,
    OTHER,
    /** Of the rows there are: it has no spread. */
    COUNT
  }

  /** Which way is better. */
  public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    NEITHER;

    /** Turns a difference from a baseline so that a positive one is better; NEITHER stays. */
    public double improvement(double value, double baseline) {
      return switch (this) {
        case HIGHER_IS_BETTER, NEITHER -> value - baseline;
        case LOWER_IS_BETTER -> baseline - value;
      };
    }
  }

  static Metric higher(String name) {
    return new Metric(name, Direction.HIGHER_IS_BETTER, Form.OTHER, Limits.NONE);
  }

  static Metric lower(String name) {
    return new Metric(name, Direction.LOWER_IS_BETTER, Form.OTHER, Limits.NONE);
  }

  static Metric neither(String name) {
    return new Metric(name, Direction.NEITHER, Form.OTHER, Limits.NONE);
  }

  static Metric count(String name) {
    return new Metric(name, Direction.NEITHER, Form.COUNT, Limits.NOT_NEGATIVE);
  }

  public boolean meanOverRows() {
    return form == Form.MEAN_OVER_ROWS;
  }

  /** The same with its parameter or class in its name. */
  Metric named(String other) {
    return new Metric(other, direction, form, limits);
  }

  Metric asMean() {
    return new Metric(name, direction, Form.MEAN_OVER_ROWS, limits);
  }

  Metric within(Limits other) {
    return new Metric(name, direction, form, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
