package dev.millrace.data.page;

import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.model.DataType;
import java.util.List;

/**
 * Ranges of equal width over the values of one or two sets. Where a few values are so far out that
 * all others would be one bar, the ranges end at the fences, and what is beyond has a bar of its
 * own at either end.
 *
 * @param bins between low and high, without those at the ends
 */
record Axis(double low, double high, int bins, boolean clipped) {

  private static final int USUAL = 40;

  /** How much room there has to be beyond the fences before it is left out. */
  private static final double MUCH = 1.5;

  /**
   * @param sets of which each has a value
   */
  static Axis over(List<NumericStatistics> sets) {
    double min = sets.stream().mapToDouble(set -> set.quantile(0)).min().orElseThrow();
    double max = sets.stream().mapToDouble(set -> set.quantile(1)).max().orElseThrow();
    boolean whole = sets.stream().allMatch(set -> set.type() == DataType.INTEGER);
    if (min == max) {
      return new Axis(min - 0.5, max + 0.5, 1, false);
    }
    if (whole && max - min < USUAL) {
      return new Axis(min - 0.5, max + 0.5, (int) (max - min) + 1, false);
    }
    List<Fences> fences = sets.stream().map(Fences::of).toList();
    double low = Math.max(min, fences.stream().mapToDouble(Fences::low).min().orElseThrow());
    double high = Math.min(max, fences.stream().mapToDouble(Fences::high).max().orElseThrow());
    boolean clip = max - min > MUCH * (high - low) && Double.isFinite(high - low) && low < high;
    return rounded(clip ? low : min, clip ? high : max, clip, whole);
  }

  /** The bars of integers hold equally many of them. */
  private static Axis rounded(double low, double high, boolean clipped, boolean whole) {
    if (!whole || high - low > 1e15) {
      return new Axis(low, high, USUAL, clipped);
    }
    double start = Math.floor(low) - 0.5;
    double width = Math.ceil((high + 0.5 - start) / USUAL);
    int bins = (int) Math.ceil((high + 0.5 - start) / width);
    return new Axis(start, start + bins * width, bins, clipped);
  }

  double width() {
    return high / bins - low / bins;
  }

  /** All bars, with those at the ends if there are such. */
  int bars() {
    return clipped ? bins + 2 : bins;
  }

  /** How many values each bar holds. */
  long[] counts(NumericStatistics set) {
    return clipped
        ? set.values().histogram(low - width(), high + width(), bins + 2)
        : set.values().histogram(low, high, bins);
  }

  /** Where a value is, in bars from the left. */
  double place(double value) {
    double inside = value == low ? 0 : (value - low) / width(); // The width of denormals may be 0.
    return Math.clamp(inside + (clipped ? 1 : 0), 0, bars());
  }
}
