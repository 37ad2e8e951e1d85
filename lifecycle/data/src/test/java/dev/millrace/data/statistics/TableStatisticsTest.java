package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.statistics.Association.Lift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStatisticsTest {

  /** Real weeks, committed with the main example. */
  private static final Path FLIGHTS = Path.of("../../examples/flights/data");

  /** Generated columns of all types, some without a value. */
  private static final String MIXED =
      """
      SELECT
        CASE WHEN hash(i) %% 9 > 0 THEN (hash(i) %% 1000003) / 7.0 END AS x,
        CAST(hash(i + 1) %% 500 AS BIGINT) + i // 100 AS n,
        CASE WHEN hash(i + 2) %% 5 > 0 THEN 'v' || (hash(i + 2) %% 40) END AS s,
        hash(i + 3) %% 3 = 0 AS b,
        TIMESTAMP '2001-01-01' + INTERVAL (hash(i + 4) %% 1000000) SECOND AS t,
        'name ' || (hash(i + 5) %% 30000) AS id,
        CAST(hash(i + 6) %% 4 AS DOUBLE) AS w
      FROM range(%d, %d) t(i)""";

  @TempDir Path folder;

  private final List<Shard> shards = new ArrayList<>();

  private Path shard(String query) throws Exception {
    Path file = folder.resolve("part-" + shards.size() + ".parquet");
    shards.add(Shard.of(Tables.write(file, query)));
    return file;
  }

  private DatasetStatistics count(StatisticsOptions options) throws Exception {
    return TableStatistics.with(folder, 2).of(shards, options);
  }

  private DatasetStatistics count() throws Exception {
    return count(StatisticsOptions.PLAIN);
  }

  private static String text(DatasetStatistics statistics) {
    return Json.mapper().writeValueAsString(statistics.toJson());
  }

  private static StatisticsOptions everything() {
    return StatisticsOptions.PLAIN
        .withPairs()
        .withLabel("b")
        .withWeight("w")
        .withSlices(List.of(new Slice.ByColumn("b"), new Slice.Where("late", "n > 300")));
  }

  private String table() {
    return "read_parquet('" + folder + "/part-*.parquet')";
  }

  @Test
  void of_anyThreadsWithAndWithoutCache_givesTheSame() throws Exception {
    shard(MIXED.formatted(0, 9000));
    shard(MIXED.formatted(9000, 9100));
    shard(MIXED.formatted(9100, 20_000));
    String expected = text(TableStatistics.with(folder, 1).of(shards, everything()));
    MemoryCache cache = new MemoryCache();

    for (int threads : new int[] {1, 2, 7}) {
      assertThat(text(TableStatistics.with(folder, threads).of(shards, everything())))
          .isEqualTo(expected);
      assertThat(text(TableStatistics.with(folder, threads, cache).of(shards, everything())))
          .isEqualTo(expected);
    }
    assertThat(cache.hits).isPositive().isEqualTo(2 * cache.kept.size());
  }

  @Test
  void of_rowsCutOrOrderedInAnotherWay_givesTheSameUnlessThereAreTooManyStrings() throws Exception {
    String all = "SELECT * EXCLUDE (id) FROM (" + MIXED.formatted(0, 20_000) + ")";
    shard(all);
    String whole = text(count(everything()));
    shards.clear();
    shard(all + " WHERE n % 3 = 0 ORDER BY x");
    shard(all + " WHERE n % 3 <> 0 ORDER BY t DESC");

    assertThat(text(count(everything()))).isEqualTo(whole);
  }

  @Test
  void of_cachedShard_isNotReadAgain() throws Exception {
    shard(MIXED.formatted(0, 100));
    Path second = shard(MIXED.formatted(100, 500));
    List<Shard> known =
        List.of(
            new Shard(shards.getFirst().file(), java.util.Optional.of(shards.getFirst().digest())),
            new Shard(second, java.util.Optional.of(shards.get(1).digest())));
    MemoryCache cache = new MemoryCache();
    TableStatistics counter = TableStatistics.with(folder, 2, cache);
    String before = text(counter.of(known, everything()));
    Files.writeString(second, "no longer Parquet");

    assertThat(text(counter.of(known, everything()))).isEqualTo(before);
    cache.kept.replaceAll((key, bytes) -> java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> counter.of(known, everything())).isInstanceOf(UserError.class);
  }

  @Test
  void of_otherOptions_doNotMeetInTheCache() throws Exception {
    shard(MIXED.formatted(0, 1000));
    MemoryCache cache = new MemoryCache();
    TableStatistics counter = TableStatistics.with(folder, 2, cache);
    for (StatisticsOptions options :
        List.of(
            StatisticsOptions.PLAIN,
            StatisticsOptions.PLAIN.withLabel("b"),
            StatisticsOptions.PLAIN.withLabel("s"),
            StatisticsOptions.PLAIN.withWeight("w"),
            StatisticsOptions.PLAIN.withPairs())) {
      assertThat(text(counter.of(shards, options))).isEqualTo(text(count(options)));
    }
    assertThat(cache.hits).isZero();
  }

  @Test
  void pairs_ofColumnsWithNulls_agreeWithSql() throws Exception {
    shard(MIXED.formatted(0, 4000));
    shard(MIXED.formatted(4000, 7000));
    DatasetStatistics counted = count(StatisticsOptions.PLAIN.withPairs());

    List<PairStatistics> pairs = counted.pairs().orElseThrow().statistics();

    assertThat(pairs)
        .extracting(pair -> pair.first() + pair.second())
        .containsExactly("xn", "xw", "nw");
    for (PairStatistics pair : pairs) {
      String names = pair.first() + ", " + pair.second();
      String[] sql =
          Tables.query(
                  "SELECT regr_count("
                      + names
                      + "), covar_pop("
                      + names
                      + "), corr("
                      + names
                      + ") FROM "
                      + table())
              .getFirst()
              .split(",", -1);
      assertThat(pair.rows()).isEqualTo(Long.parseLong(sql[0]));
      double covariance = Double.parseDouble(sql[1]);
      assertThat(pair.covariance().orElseThrow())
          .isCloseTo(covariance, within(1e-9 * Math.abs(covariance)));
      assertThat(pair.correlation().orElseThrow())
          .isCloseTo(Double.parseDouble(sql[2]), within(1e-9));
    }
  }

  @Test
  void pairs_ofKnownRelations_areThese() throws Exception {
    shard(
        "SELECT i AS a, 3 - 2 * i AS b, 7 AS c, CAST(1e200 * i AS DOUBLE) AS d,"
            + " CASE WHEN i > 5 THEN CAST('nan' AS DOUBLE) ELSE i * i END AS e"
            + " FROM range(10) t(i)");
    List<PairStatistics> pairs =
        count(StatisticsOptions.PLAIN.withPairs()).pairs().orElseThrow().statistics();

    assertThat(pairs.get(0).correlation()).contains(-1.0);
    assertThat(pairs.get(0).covariance()).contains(-2 * 8.25);
    assertThat(pairs.get(1).correlation()).isEmpty();
    assertThat(pairs.get(1).covariance()).contains(0.0);
    assertThat(pairs.get(3).rows()).isEqualTo(6);
    assertThat(pairs.get(2).correlation().orElseThrow()).isCloseTo(1, within(1e-12));
  }

  @Test
  void pairs_ofMoreColumnsThanAreReadAtOnce_areAll() throws Exception {
    StringBuilder columns = new StringBuilder("i AS c0");
    for (int c = 1; c < 70; c++) {
      columns.append(", hash(i * 71 + ").append(c).append(") % 100 / 3.0 AS c").append(c);
    }
    shard("SELECT " + columns + " FROM range(50) t(i)");
    Pairs pairs = count(StatisticsOptions.PLAIN.withPairs()).pairs().orElseThrow();

    assertThat(pairs.statistics()).hasSize(64 * 63 / 2);
    assertThat(pairs.statistics().stream().map(pair -> pair.first() + " " + pair.second()))
        .doesNotHaveDuplicates();
    assertThat(pairs.leftOut()).containsExactly("c64", "c65", "c66", "c67", "c68", "c69");
    PairStatistics last =
        pairs.statistics().stream()
            .filter(pair -> pair.first().equals("c3") && pair.second().equals("c40"))
            .findFirst()
            .orElseThrow();
    double sql =
        Double.parseDouble(Tables.query("SELECT corr(c3, c40) FROM " + table()).getFirst());
    assertThat(last.correlation().orElseThrow()).isCloseTo(sql, within(1e-9));
  }

  @Test
  void label_mutualInformationAndLift_agreeWithSql() throws Exception {
    shard(MIXED.formatted(0, 3000) + " WHERE hash(i) % 100 > 30 OR hash(i + 3) % 3 = 0");
    shard(MIXED.formatted(3000, 6000));
    LabelStatistics label = count(StatisticsOptions.PLAIN.withLabel("b")).label().orElseThrow();

    Association ofString = label.feature("s");
    assertThat(label.features()).doesNotContainKey("b");
    assertThat(ofString.exact()).isTrue();
    assertThat(ofString.mutualInformation())
        .isCloseTo(information("coalesce(s, 'none')", "b"), within(1e-12));
    assertThat(label.feature("w").mutualInformation())
        .isCloseTo(information("w", "b"), within(1e-12));
    Association ofNumber = label.feature("x");
    assertThat(ofNumber.exact()).isFalse();
    assertThat(ofNumber.mutualInformation()).isLessThan(information("coalesce(x, -1)", "b"));
    for (Lift lift : ofString.lifts()) {
      String value = lift.missing() ? "s IS NULL" : "s = '" + lift.value() + "'";
      String sql =
          "SELECT count(*) FILTER ("
              + value
              + " AND b = "
              + lift.label()
              + "), count(*) FILTER ("
              + value
              + " AND b = "
              + lift.label()
              + ") * count(*) / (count(*) FILTER ("
              + value
              + ") * count(*) FILTER (b = "
              + lift.label()
              + ")) FROM "
              + table();
      String[] expected = Tables.query(sql).getFirst().split(",", -1);
      assertThat(lift.count()).isEqualTo(Long.parseLong(expected[0]));
      assertThat(lift.lift()).isCloseTo(Double.parseDouble(expected[1]), within(1e-12));
    }
    assertThat(ofString.lifts()).hasSize(Association.MOST_LIFTS);
  }

  private double information(String value, String label) throws Exception {
    String sql =
        """
        WITH r AS (SELECT %s AS v, %s AS l FROM %s), n AS (SELECT count(*) AS n FROM r),
        v AS (SELECT v, count(*) AS c FROM r GROUP BY v),
        l AS (SELECT l, count(*) AS c FROM r GROUP BY l),
        j AS (SELECT v, l, count(*) AS c FROM r GROUP BY v, l)
        SELECT sum(j.c / n.n * log2(j.c * n.n / (v.c * l.c)))
        FROM j JOIN v USING (v) JOIN l ON j.l = l.l, n"""
            .formatted(value, label, table());
    return Double.parseDouble(Tables.query(sql).getFirst());
  }

  @Test
  void label_thatIsTheFeature_tellsItAll() throws Exception {
    shard("SELECT i % 4 AS a, 'k' || (i % 4) AS b, i % 3 AS c FROM range(1200) t(i)");
    LabelStatistics label = count(StatisticsOptions.PLAIN.withLabel("b")).label().orElseThrow();

    assertThat(label.feature("a").mutualInformation()).isCloseTo(2, within(1e-12));
    assertThat(label.feature("c").mutualInformation()).isCloseTo(0, within(1e-12));
    assertThat(label.feature("a").lifts().getFirst()).isEqualTo(new Lift("0", false, "k1", 0, 0));
  }

  @Test
  void weighted_integerWeights_areRepeatedRows() throws Exception {
    shard(MIXED.formatted(0, 3000));
    Weighted weighted = count(StatisticsOptions.PLAIN.withWeight("w")).weighted().orElseThrow();
    shards.clear();
    shard("SELECT * FROM (" + MIXED.formatted(0, 3000) + ") , range(4) r(k) WHERE k < w");
    DatasetStatistics repeated = count();

    assertThat((long) weighted.total()).isEqualTo(repeated.rows());
    NumericStatistics x = (NumericStatistics) weighted.feature("x");
    NumericStatistics expected = (NumericStatistics) repeated.feature("x");
    assertThat(x.mean()).isEqualTo(expected.mean());
    assertThat(x.standardDeviation()).isEqualTo(expected.standardDeviation());
    assertThat((long) ((double) x.count() * Weighted.UNIT)).isEqualTo(expected.count());
    for (double q : new double[] {0, 0.1, 0.5, 0.99, 1}) {
      assertThat(x.quantile(q)).isEqualTo(expected.quantile(q));
    }
    StringStatistics s = (StringStatistics) weighted.feature("s");
    assertThat(s.values())
        .extracting(StringStatistics.Occurrence::value)
        .isEqualTo(
            ((StringStatistics) repeated.feature("s"))
                .values().stream().map(StringStatistics.Occurrence::value).toList());
    assertThat((long) ((double) s.missing() * Weighted.UNIT))
        .isEqualTo(repeated.feature("s").missing());
  }

  @Test
  void weighted_badWeights_areToldOf() throws Exception {
    for (String weight : List.of("-1.0", "NULL::DOUBLE", "'nan'::DOUBLE", "1e300")) {
      shards.clear();
      shard("SELECT 1 AS a, " + weight + " AS w");
      assertThatThrownBy(() -> count(StatisticsOptions.PLAIN.withWeight("w")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("in column 'w'; a weight is a number from 0 to 2^32");
    }
    assertThatThrownBy(() -> count(StatisticsOptions.PLAIN.withLabel("v")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no column 'v' to be the label");
  }

  @Test
  void slices_byValueAndPredicate_areTheStatisticsOfTheirRows() throws Exception {
    shard(MIXED.formatted(0, 3000));
    DatasetStatistics sliced =
        count(
            StatisticsOptions.PLAIN.withSlices(
                List.of(
                    new Slice.ByColumn("b"),
                    new Slice.ByColumn("s"),
                    new Slice.Where("mine", "n > 100 AND s IS NOT NULL -- or so"))));
    var slices = sliced.slices().orElseThrow();

    assertThat(slices).hasSize(2 + 32 + 1 + 1).containsKeys("b = true", "s is missing", "mine");
    for (var expected :
        java.util.Map.of(
                "b = true", "b", "s is missing", "s IS NULL", "mine", "n > 100 AND s IS NOT NULL")
            .entrySet()) {
      shards.clear();
      shard("FROM (" + MIXED.formatted(0, 3000) + ") WHERE " + expected.getValue());
      assertThat(text(slices.getOrDefault(expected.getKey(), count()))).isEqualTo(text(count()));
    }
  }

  @Test
  void slices_valuesWithQuotesAndNul_areFound() throws Exception {
    shard("SELECT unnest(['it''s', 'a' || chr(0) || 'b', '', 'a']) AS s");
    var slices =
        count(StatisticsOptions.PLAIN.withSlices(List.of(new Slice.ByColumn("s"))))
            .slices()
            .orElseThrow();

    assertThat(slices.values()).extracting(DatasetStatistics::rows).containsExactly(1L, 1L, 1L, 1L);
  }

  @Test
  void of_realFlights_agreesWithSql() throws Exception {
    for (String week : List.of("2001-01-01", "2001-01-08")) {
      shards.add(Shard.of(FLIGHTS.resolve(week + ".parquet")));
    }
    DatasetStatistics counted = count(StatisticsOptions.PLAIN.withPairs());
    String table =
        "read_parquet(['"
            + shards.get(0).file().toAbsolutePath().normalize()
            + "', '"
            + shards.get(1).file().toAbsolutePath().normalize()
            + "'])";

    NumericStatistics delay = (NumericStatistics) counted.feature("delay");
    assertThat(counted.rows() + "," + delay.sum() + "," + delay.distinct().count())
        .isEqualTo(
            Tables.query("SELECT count(*), sum(delay), count(DISTINCT delay) FROM " + table)
                .getFirst());
    double correlation =
        Double.parseDouble(Tables.query("SELECT corr(delay, distance) FROM " + table).getFirst());
    assertThat(counted.pairs().orElseThrow().statistics().getFirst().correlation().orElseThrow())
        .isCloseTo(correlation, within(1e-9));
  }
}
