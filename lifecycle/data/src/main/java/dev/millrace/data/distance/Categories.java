package dev.millrace.data.distance;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NotFinite;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The same categories counted in two sets of rows; none is empty in both. Two arrays, because sets
 * of strings have thousands.
 *
 * @param one how often each occurs in the first set
 * @param other and in the second
 */
record Categories(long[] one, long[] other) {

  /**
   * As many as deciles would give, twice over: fine enough to see a shape, coarse enough to be
   * filled.
   */
  private static final int RANGES = 20;

  /** Of features of one kind, whose numbers are in order already, if they are numbers. */
  static Categories of(FeatureStatistics one, FeatureStatistics other, Optional<Numbers> numbers) {
    Builder builder = new Builder();
    if (one instanceof BooleanStatistics a && other instanceof BooleanStatistics b) {
      builder.add(a.trues(), b.trues());
      builder.add(a.falses(), b.falses());
    } else if (one instanceof NumericStatistics a && other instanceof NumericStatistics b) {
      ranges(numbers.orElseThrow().finite(), builder);
      notFinite(a.notFinite(), b.notFinite(), builder);
    } else if (one instanceof StringStatistics a && other instanceof StringStatistics b) {
      strings(a, b, builder);
    }
    builder.add(one.missing(), other.missing());
    return builder.build();
  }

  private static void notFinite(NotFinite one, NotFinite other, Builder builder) {
    builder.add(one.nan(), other.nan());
    builder.add(one.positiveInfinite(), other.positiveInfinite());
    builder.add(one.negativeInfinite(), other.negativeInfinite());
  }

  /**
   * Every string that both sets are sure of; all other rows are one category. Where a set has more
   * strings than its statistics list, one that is not listed may be there all the same. In the
   * order of their characters, as any order by a set's counts would tell categories of the same
   * total apart by their difference, and then {@link DivergenceTest#grouped groups} of them would
   * differ by design.
   */
  private static void strings(StringStatistics one, StringStatistics other, Builder builder) {
    Map<String, long[]> values = new TreeMap<>();
    one.values()
        .forEach(
            value -> values.computeIfAbsent(value.value(), _ -> new long[2])[0] += value.count());
    other
        .values()
        .forEach(
            value -> values.computeIfAbsent(value.value(), _ -> new long[2])[1] += value.count());
    long sureOne = 0;
    long sureOther = 0;
    for (long[] pair : values.values()) {
      if (sure(one, pair[0]) && sure(other, pair[1])) {
        builder.add(pair[0], pair[1]);
        sureOne += pair[0];
        sureOther += pair[1];
      }
    }
    builder.add(one.count() - sureOne, other.count() - sureOther);
  }

  /**
   * True if a count is too small by so little that it cannot look like a difference: an undercount
   * u adds about u² / count to χ², here at most a tenth.
   */
  private static boolean sure(StringStatistics strings, long count) {
    double undercount = strings.undercount();
    return count >= 10 * undercount * undercount;
  }

  private static void ranges(Numbers numbers, Builder builder) {
    long target = Math.ceilDiv(numbers.sizeOne() + numbers.sizeOther(), RANGES);
    long one = 0;
    long other = 0;
    for (int i = 0; i < numbers.size(); i++) {
      one += numbers.one()[i];
      other += numbers.other()[i];
      if (one + other >= target) {
        builder.add(one, other);
        one = 0;
        other = 0;
      }
    }
    builder.add(one, other);
  }

  private static final class Builder {
    private long[] one = new long[RANGES + 5];
    private long[] other = new long[RANGES + 5];
    private int size;

    void add(long inOne, long inOther) {
      if (inOne + inOther == 0) {
        return;
      }
      if (size == one.length) {
        one = Arrays.copyOf(one, 2 * size);
        other = Arrays.copyOf(other, 2 * size);
      }
      one[size] = inOne;
      other[size++] = inOther;
    }

    Categories build() {
      return new Categories(Arrays.copyOf(one, size), Arrays.copyOf(other, size));
    }
  }

  int size() {
    return one.length;
  }

  long sizeOne() {
    return Arrays.stream(one).sum();
  }

  long sizeOther() {
    return Arrays.stream(other).sum();
  }

  /** False if one set has no rows, so that there is nothing to compare. */
  boolean bothFilled() {
    return sizeOne() > 0 && sizeOther() > 0;
  }

  /** How often each occurs in both sets together. */
  long[] pooled() {
    long[] pooled = new long[size()];
    Arrays.setAll(pooled, i -> one[i] + other[i]);
    return pooled;
  }
}
