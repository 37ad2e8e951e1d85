package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.Tables;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every statistic against what plain Java finds by brute force in the same rows, fetched one by
 * one: to the last digit where it is said to be exact, within the bound that it states otherwise.
 */
class IndependentStatisticsTest {

  private static final Path FLIGHTS = Path.of("../../examples/flights/data");

  private static final String FLIGHTS_QUERY =
      "SELECT epoch_us(date) AS moment, delay, distance, origin, destination, delay > 15 AS late"
          + " FROM read_parquet('"
          + FLIGHTS
          + "/2001-01-01.parquet') WHERE delay %% 2 %s 0";

  /** Missing values, NaN and infinities, both zeros, ties, texts of all planes, weights. */
  private static final String GENERATED =
      """
      SELECT
        CASE hash(i) %% 50 WHEN 0 THEN NULL WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN 'inf'::DOUBLE
          WHEN 3 THEN '-inf'::DOUBLE WHEN 4 THEN 0.0 WHEN 5 THEN -0.0
          ELSE (hash(i) %% 1000003)::DOUBLE / 7 - 50000 END AS x,
        CASE WHEN hash(i + 1) %% 9 > 0 THEN (hash(i + 1) %% 300)::BIGINT - 100 END AS n,
        (hash(i) %% 1000)::DOUBLE * 1e-3 + (hash(i + 2) %% 1000)::DOUBLE * 1e-4 AS y,
        CASE WHEN hash(i + 3) %% 5 > 0 THEN
          ['', 'a', 'Zürich', '東京', '😀😀', 'a' || chr(0), 'zz '][1 + ((hash(i + 3) // 5) %% 7)::BIGINT]
        END AS s,
        'name ' || (hash(i + 4) %% 900) AS name,
        CASE WHEN hash(i + 5) %% 20 > 0 THEN hash(i + 3) %% 3 = 0 OR hash(i + 5) %% 3 = 0 END AS b,
        (hash(i + 6) %% 9)::DOUBLE / 4 AS w
      FROM range(%d, %d) t(i)""";

  private static final double TINY = 1e-11;

  @TempDir Path folder;

  private DatasetStatistics count(List<String> queries, StatisticsOptions options)
      throws Exception {
    List<Shard> shards = new ArrayList<>();
    for (String query : queries) {
      shards.add(Shard.of(Tables.write(folder.resolve(shards.size() + ".parquet"), query)));
    }
    return TableStatistics.with(folder, 2).of(shards, options);
  }

  private PlainRows plain() throws Exception {
    return PlainRows.read("SELECT * FROM read_parquet('" + folder + "/*.parquet')");
  }

  @Test
  void of_flights_agreesWithBruteForce() throws Exception {
    StatisticsOptions options =
        StatisticsOptions.PLAIN
            .withPairs()
            .withLabel("late")
            .withWeight("distance")
            .withSlices(
                List.of(new Slice.ByColumn("late"), new Slice.Where("far", "distance > 900")));

    DatasetStatistics found =
        count(List.of(FLIGHTS_QUERY.formatted("="), FLIGHTS_QUERY.formatted("<>")), options);

    PlainRows rows = plain();
    assertThat(rows.rows().size()).isGreaterThan(100_000);
    requireFeatures(found, rows);
    requireWeighted(found.weighted().orElseThrow(), rows, "distance");
    requirePairs(found, rows, List.of("moment", "delay", "distance"));
    requireAssociations(found, rows, "late");
    PlainRows far = rows.where("distance", miles -> miles instanceof Long m && m > 900);
    requireFeatures(found.slices().orElseThrow().get("far"), far);
    assertThat(found.slices().orElseThrow()).hasSize(3);
  }

  @Test
  void of_generatedRows_agreesWithBruteForce() throws Exception {
    StatisticsOptions options = StatisticsOptions.PLAIN.withPairs().withLabel("b").withWeight("w");

    DatasetStatistics found =
        count(
            List.of(
                GENERATED.formatted(0, 20_000),
                GENERATED.formatted(20_000, 20_001),
                GENERATED.formatted(20_001, 30_000)),
            options);

    PlainRows rows = plain();
    requireFeatures(found, rows);
    requireWeighted(found.weighted().orElseThrow(), rows, "w");
    requirePairs(found, rows, List.of("x", "n", "y", "w"));
    requireAssociations(found, rows, "b");
    assertThat(((NumericStatistics) found.feature("x")).notFinite().total()).isPositive();
    assertThat(((StringStatistics) found.feature("s")).exact()).isTrue();
  }

  private static void requireFeatures(@Nullable DatasetStatistics found, PlainRows rows) {
    DatasetStatistics all = Objects.requireNonNull(found);
    List<Long> once = Collections.nCopies(rows.rows().size(), 1L);
    assertThat(all.rows()).isEqualTo(rows.rows().size());
    assertThat(all.features().sequencedKeySet()).containsExactlyElementsOf(rows.names());
    rows.columns()
        .forEach(
            (name, values) -> {
              requireFeature(all.feature(name), values, once);
              requireDistinct(all.feature(name), values);
            });
  }

  private static void requireWeighted(Weighted found, PlainRows rows, String weight) {
    List<Long> units = rows.column(weight).stream().map(IndependentStatisticsTest::units).toList();
    assertThat(found.units()).isEqualTo(units.stream().mapToLong(Long::longValue).sum());
    rows.columns().forEach((name, values) -> requireFeature(found.feature(name), values, units));
  }

  private static long units(@Nullable Object weight) {
    return Math.round(((Number) Objects.requireNonNull(weight)).doubleValue() / Weighted.UNIT);
  }

  private static void requireFeature(
      FeatureStatistics found, List<@Nullable Object> values, List<Long> units) {
    switch (found) {
      case NumericStatistics numbers -> new NumbersByHand(values, units).requireAgrees(numbers);
      case BooleanStatistics b -> {
        Map<@Nullable Object, Long> counts = counts(values, units);
        assertThat(b)
            .isEqualTo(
                new BooleanStatistics(
                    counts.getOrDefault(true, 0L) + counts.getOrDefault(false, 0L),
                    counts.getOrDefault(null, 0L),
                    counts.getOrDefault(true, 0L)));
      }
      case StringStatistics texts -> requireTexts(texts, counts(values, units));
    }
  }

  private static Map<@Nullable Object, Long> counts(
      List<@Nullable Object> values, List<Long> units) {
    Map<@Nullable Object, Long> counts = new HashMap<>();
    for (int row = 0; row < values.size(); row++) {
      if (units.get(row) > 0) {
        counts.merge(values.get(row), units.get(row), Long::sum);
      }
    }
    return counts;
  }

  private static void requireTexts(StringStatistics found, Map<@Nullable Object, Long> counts) {
    long missing = Objects.requireNonNullElse(counts.remove(null), 0L);
    List<Occurrence> ranked =
        counts.entrySet().stream()
            .map(each -> new Occurrence((String) each.getKey(), each.getValue()))
            .sorted(
                Comparator.comparingLong(Occurrence::count)
                    .reversed()
                    .thenComparing(Occurrence::value))
            .toList();
    assertThat(found.missing()).isEqualTo(missing);
    assertThat(found.count()).isEqualTo(ranked.stream().mapToLong(Occurrence::count).sum());
    assertThat(found.undercount()).isZero();
    assertThat(found.values()).containsExactlyElementsOf(ranked);
    assertThat(found.top(StringStatistics.TOP)).isEqualTo(ranked.stream().limit(20).toList());
    assertThat(found.rankHistogram(StringStatistics.RANKS))
        .containsExactly(ranked.stream().mapToLong(Occurrence::count).limit(1000).toArray());
    StringStatistics.Lengths lengths = found.lengths().orElseThrow();
    assertThat(lengths.min()).isEqualTo(ranked.stream().mapToLong(o -> length(o)).min().orElse(-1));
    assertThat(lengths.max()).isEqualTo(ranked.stream().mapToLong(o -> length(o)).max().orElse(-1));
    assertThat(lengths.total())
        .isEqualTo(ranked.stream().mapToLong(o -> length(o) * o.count()).sum());
  }

  private static long length(Occurrence text) {
    return text.value().codePoints().count();
  }

  private static void requireDistinct(FeatureStatistics found, List<@Nullable Object> values) {
    HashSet<Object> different = new HashSet<>();
    for (Object value : values) {
      if (value instanceof Double number) {
        if (Double.isFinite(number)) {
          different.add(number + 0.0);
        }
      } else if (value != null) {
        different.add(value);
      }
    }
    switch (found) {
      case BooleanStatistics _ -> assertThat(different).hasSizeLessThanOrEqualTo(2);
      case NumericStatistics numbers -> requireNear(numbers.distinct(), different.size());
      case StringStatistics texts -> requireNear(texts.distinct(), different.size());
    }
  }

  /** An estimate is within four standard errors. */
  private static void requireNear(Distinct found, int different) {
    double bound = found.exact() ? 0 : 4 * Distinct.STANDARD_ERROR * different;
    assertThat((double) found.count()).isCloseTo(different, within(bound));
  }

  private static void requirePairs(DatasetStatistics found, PlainRows rows, List<String> names) {
    List<PairStatistics> pairs = found.pairs().orElseThrow().statistics();
    assertThat(pairs).hasSize(names.size() * (names.size() - 1) / 2);
    for (PairStatistics pair : pairs) {
      assertThat(names).contains(pair.first(), pair.second());
      List<@Nullable Object> xs = rows.column(pair.first());
      List<@Nullable Object> ys = rows.column(pair.second());
      int[] both =
          IntStream.range(0, xs.size())
              .filter(row -> finite(xs.get(row)) && finite(ys.get(row)))
              .toArray();
      assertThat(pair.rows()).isEqualTo(both.length);
      BigDecimal xy = covariance(xs, ys, both);
      BigDecimal size =
          covariance(xs, xs, both).multiply(covariance(ys, ys, both)).sqrt(MathContext.DECIMAL128);
      double expected = xy.doubleValue();
      assertThat(pair.covariance().orElseThrow())
          .isCloseTo(expected, within(Math.abs(expected) * TINY));
      assertThat(pair.correlation().orElseThrow())
          .isCloseTo(xy.divide(size, MathContext.DECIMAL128).doubleValue(), within(TINY));
    }
  }

  private static boolean finite(@Nullable Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private static BigDecimal exact(@Nullable Object value) {
    return value instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : new BigDecimal(((Number) Objects.requireNonNull(value)).doubleValue());
  }

  /** The mean of the products of the differences from the means. */
  private static BigDecimal covariance(
      List<@Nullable Object> xs, List<@Nullable Object> ys, int[] rows) {
    MathContext digits = new MathContext(60);
    BigDecimal n = BigDecimal.valueOf(rows.length);
    BigDecimal meanX = BigDecimal.ZERO;
    BigDecimal meanY = BigDecimal.ZERO;
    for (int row : rows) {
      meanX = meanX.add(exact(xs.get(row)));
      meanY = meanY.add(exact(ys.get(row)));
    }
    meanX = meanX.divide(n, digits);
    meanY = meanY.divide(n, digits);
    BigDecimal sum = BigDecimal.ZERO;
    for (int row : rows) {
      BigDecimal x = exact(xs.get(row)).subtract(meanX, digits);
      BigDecimal y = exact(ys.get(row)).subtract(meanY, digits);
      sum = sum.add(x.multiply(y), digits);
    }
    return sum.divide(n, digits);
  }

  private static void requireAssociations(DatasetStatistics found, PlainRows rows, String label) {
    List<@Nullable Object> classes = rows.column(label);
    rows.columns()
        .forEach(
            (name, values) -> {
              if (!name.equals(label)) {
                Association told = found.label().orElseThrow().feature(name);
                new JointByHand(values, classes).requireAgrees(told);
              }
            });
  }
}
