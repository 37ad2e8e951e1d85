package dev.millrace.data.statistics;

/**
 * Rows whose value is no finite number. Raw files may have such; the value domain of pipelines has
 * none. They count as having a value and are part of no sum, range, quantile or distinct count.
 */
public record NotFinite(long nan, long positiveInfinite, long negativeInfinite) {

  public static final NotFinite NONE = new NotFinite(0, 0, 0);

  public long total() {
    return nan + positiveInfinite + negativeInfinite;
  }

  NotFinite plus(NotFinite other) {
    return new NotFinite(
        nan + other.nan,
        positiveInfinite + other.positiveInfinite,
        negativeInfinite + other.negativeInfinite);
  }

  NotFinite plus(double value, long times) {
    if (Double.isNaN(value)) {
      return plus(new NotFinite(times, 0, 0));
    }
    return plus(value > 0 ? new NotFinite(0, times, 0) : new NotFinite(0, 0, times));
  }
}
