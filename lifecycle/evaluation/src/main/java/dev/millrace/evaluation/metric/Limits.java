package dev.millrace.evaluation.metric;

/**
 * Where a figure can lie at all, whatever the rows are: an interval about it says nothing beyond.
 *
 * <p>Cutting off what no figure can be costs no confidence, since the truth is never there, and
 * makes the interval shorter: the truncated interval of Evans, Hansen and Stark, "Minimax expected
 * measure confidence sets for restricted location parameters", Bernoulli 11 (2005).
 *
 * @param least −∞ where there is none
 * @param most ∞ likewise
 */
public record Limits(double least, double most) {

  static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Limits SHARE = new Limits(0, 1);
  static final Limits CORRELATION = new Limits(-1, 1);
  static final Limits NOT_NEGATIVE = from(0);

  static Limits from(double least) {
    return new Limits(least, Double.POSITIVE_INFINITY);
  }

  static Limits upTo(double most) {
    return new Limits(Double.NEGATIVE_INFINITY, most);
  }

  /** Of the difference of two such figures, whichever is taken from which. */
  public Limits ofDifference() {
    return new Limits(least - most, most - least);
  }

  /** NaN stays. */
  double hold(double bound) {
    return Math.min(most, Math.max(least, bound));
  }
}
