package dev.millrace.evaluation.metric;

/**
 * What deciding positive from a score on gives. NaN where a rate is not defined.
 *
 * @param threshold the least score that is decided positive
 */
public record CurvePoint(
    double threshold, double recall, double fallOut, double precision, double accuracy) {

  static CurvePoint of(double threshold, Confusion confusion) {
    return new CurvePoint(
        threshold,
        confusion.recall(),
        confusion.fallOut(),
        confusion.precision(),
        confusion.accuracy());
  }
}
