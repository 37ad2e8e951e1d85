package dev.millrace.data.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How many values lie in each of some ranges, ascending.
 *
 * @param buckets a value on a border between two is in the upper one
 */
public record Histogram(List<Bucket> buckets) {

  /** As many as TensorFlow Data Validation shows. */
  public static final int BUCKETS = 10;

  public Histogram {
    buckets = List.copyOf(buckets);
  }

  /** A range and how many values it holds. */
  public record Bucket(double low, double high, double count) {}

  /** Of ranges of equal width between two bounds. */
  static Histogram equalWidth(ValueCounts values, double min, double max, int buckets) {
    long[] counts = values.histogram(min, max, buckets);
    double width = max / buckets - min / buckets;
    List<Bucket> ranges = new ArrayList<>();
    for (int i = 0; i < buckets; i++) {
      double high = i == buckets - 1 ? max : min + (i + 1) * width;
      ranges.add(new Bucket(min + i * width, high, (double) counts[i]));
    }
    return new Histogram(ranges);
  }

  /** Of ranges between quantiles, which hold equally many values each. */
  static Histogram equalCount(double[] quantiles, long total) {
    int buckets = quantiles.length - 1;
    List<Bucket> ranges = new ArrayList<>();
    for (int i = 0; i < buckets; i++) {
      ranges.add(new Bucket(quantiles[i], quantiles[i + 1], (double) total / buckets));
    }
    return new Histogram(ranges);
  }
}
