package dev.millrace.data.distance;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.ValueCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same categories counted in two sets of rows. */
final class Categories {

  /**
   * As many as deciles would give, twice over: fine enough to see a shape, coarse enough to be
   * filled.
   */
  private static final int RANGES = 20;

  private final List<Pair> counts = new ArrayList<>();
  private Pair total = new Pair(0, 0);

  /** How often a category occurs in either set. */
  record Pair(long one, long other) {
    Pair plus(Pair more) {
      return new Pair(one + more.one, other + more.other);
    }

    long both() {
      return one + other;
    }
  }

  static Categories of(List<Pair> counts) {
    Categories categories = new Categories();
    counts.forEach(categories::add);
    return categories;
  }

  static Categories of(FeatureStatistics one, FeatureStatistics other) {
    Categories categories = new Categories();
    switch (one) {
      case BooleanStatistics a when other instanceof BooleanStatistics b ->
          categories.booleans(a, b);
      case NumericStatistics a when other instanceof NumericStatistics b ->
          categories.ranges(a.values(), b.values());
      case StringStatistics a when other instanceof StringStatistics b -> categories.strings(a, b);
      case BooleanStatistics a -> throw mismatch(a, other);
      case NumericStatistics a -> throw mismatch(a, other);
      case StringStatistics a -> throw mismatch(a, other);
    }
    categories.add(new Pair(one.missing(), other.missing()));
    return categories;
  }

  private void booleans(BooleanStatistics one, BooleanStatistics other) {
    add(new Pair(one.trues(), other.trues()));
    add(new Pair(one.falses(), other.falses()));
  }

  /**
   * Every string that both sets are sure of; all other rows are one category. Where a set has more
   * strings than its statistics list, one that is not listed may be there all the same.
   */
  private void strings(StringStatistics one, StringStatistics other) {
    Map<String, Pair> values = new TreeMap<>();
    one.values()
        .forEach(value -> values.merge(value.value(), new Pair(value.count(), 0), Pair::plus));
    other
        .values()
        .forEach(value -> values.merge(value.value(), new Pair(0, value.count()), Pair::plus));
    values.values().removeIf(pair -> !sure(one, pair.one()) || !sure(other, pair.other()));
    Pair sure = values.values().stream().reduce(new Pair(0, 0), Pair::plus);
    values.values().forEach(this::add);
    add(new Pair(one.count() - sure.one(), other.count() - sure.other()));
  }

  /**
   * True if a count is too small by so little that it cannot look like a difference: an undercount
   * u adds about u² / count to χ², here at most a tenth.
   */
  private static boolean sure(StringStatistics strings, long count) {
    double undercount = strings.undercount();
    return count >= 10 * undercount * undercount;
  }

  private void ranges(ValueCounts one, ValueCounts other) {
    int precision = Math.min(one.precision(), other.precision());
    TreeMap<Double, Pair> values = new TreeMap<>();
    each(
        one.coarsened(precision),
        (value, count) -> values.merge(value, new Pair(count, 0), Pair::plus));
    each(
        other.coarsened(precision),
        (value, count) -> values.merge(value, new Pair(0, count), Pair::plus));
    long target = Math.ceilDiv(one.total() + other.total(), RANGES);
    Pair range = new Pair(0, 0);
    for (Pair value : values.values()) {
      range = range.plus(value);
      if (range.both() >= target) {
        add(range);
        range = new Pair(0, 0);
      }
    }
    add(range);
  }

  private interface Counted {
    void count(double value, long count);
  }

  private static void each(ValueCounts counts, Counted counted) {
    for (int i = 0; i < counts.size(); i++) {
      counted.count(counts.values()[i], counts.counts()[i]);
    }
  }

  private void add(Pair pair) {
    if (pair.both() > 0) {
      counts.add(pair);
      total = total.plus(pair);
    }
  }

  List<Pair> counts() {
    return List.copyOf(counts);
  }

  int size() {
    return counts.size();
  }

  long totalOne() {
    return total.one();
  }

  long totalOther() {
    return total.other();
  }

  double shareOne(int category) {
    return (double) counts.get(category).one() / totalOne();
  }

  double shareOther(int category) {
    return (double) counts.get(category).other() / totalOther();
  }

  private static IllegalArgumentException mismatch(FeatureStatistics one, FeatureStatistics other) {
    return new IllegalArgumentException(
        "statistics of " + one.type() + " and of " + other.type() + " do not compare");
  }
}
