package dev.millrace.data.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.error.UserError;
import dev.millrace.data.Counts;
import dev.millrace.data.Tables;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import dev.millrace.data.validation.Anomaly.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

  @TempDir Path folder;

  private AnomaliesFile examine(String query, String schema) throws Exception {
    Path file = Tables.write(folder.resolve("rows.parquet"), query);
    DatasetStatistics counted =
        TableStatistics.with(folder, 2).of(List.of(Shard.of(file)), StatisticsOptions.PLAIN);
    return Examination.of(
            Counts.file(counted), DataSchema.parse("schema.yaml", schema), Optional.empty())
        .with(Map.of("train", List.of(file)))
        .anomalies(folder);
  }

  @Test
  void rules_conditionsAndQueries_areAskedOfTheRows() throws Exception {
    AnomaliesFile found =
        examine(
            "SELECT i AS a, CASE WHEN i > 7 THEN NULL ELSE i END AS b FROM range(10) t(i)",
            """
            rules:
              fine:    { where: "a >= 0 -- always" }
              broken:  { where: "b < 5", at_most: 4 }
              most:    { where: "b < 5", at_most: 50% }
              some:    { where: "b < 5", severity: warning }
              groups:  { query: "SELECT a % 2 AS odd, count(*) FROM data GROUP BY ALL" }
            features: { a: { type: integer }, b: { type: integer, nullable: true } }
            """);

    assertThat(found.anomalies())
        .extracting(Anomaly::type, Anomaly::severity, Anomaly::rows)
        .containsExactlyInAnyOrder(
            tuple(AnomalyType.CUSTOM_VALIDATION, Severity.ERROR, 5L),
            tuple(AnomalyType.CUSTOM_VALIDATION, Severity.ERROR, 2L),
            tuple(AnomalyType.CUSTOM_VALIDATION, Severity.WARNING, 5L));
    assertThat(found.anomalies().getFirst().text())
        .isEqualTo("train: rule 'broken' is broken by 5 rows, expected at most 4: b < 5");
    assertThat(found.anomalies().getFirst().example()).contains("{a=5, b=5}");
  }

  @Test
  void rules_thatAreNoQuery_areRefused() {
    for (String rule :
        List.of(
            "where: \"a >\"",
            "where: \"nothing > 1\"",
            "query: \"SELECT 1; SELECT 2\"",
            "query: \"DROP VIEW data\"",
            "query: \"SELECT * FROM read_csv('/etc/passwd')\"")) {
      assertThatThrownBy(
              () ->
                  examine(
                      "SELECT 1 AS a",
                      "rules: { odd: { " + rule + " } }\nfeatures: { a: { type: integer } }"))
          .as(rule)
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("rule 'odd' of the schema: ");
    }
  }

  @Test
  void rules_withoutRows_saySo() {
    StatisticsFile data = Counts.file(new Counts().integers("a", 1, 2).build());
    DataSchema schema =
        DataSchema.parse("s", "rules: { r: { where: a > 0 } }\nfeatures: { a: { type: integer } }");

    assertThatThrownBy(() -> Examination.of(data, schema, Optional.empty()).anomalies(folder))
        .hasMessage("the schema has rules in SQL, which need the rows; there are only statistics");
  }

  @Test
  void pattern_ofMoreValuesThanAreListed_isAskedOfTheRows() throws Exception {
    AnomaliesFile found =
        examine(
            "SELECT CASE WHEN i = 39999 THEN 'N-7' ELSE 'N' || i END AS tail FROM range(40000) t(i)",
            "features: { tail: { type: string, pattern: 'N[0-9]+' } }");

    assertThat(found.anomalies())
        .extracting(Anomaly::type, Anomaly::rows, Anomaly::example)
        .containsExactly(
            tuple(AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES, 1L, Optional.of("N-7")));
  }

  private static Counts normal(double mean, int rows, long seed) {
    Random random = new Random(seed);
    return new Counts()
        .numbers("x", random.doubles(rows).map(each -> mean + each).toArray())
        .booleans("f", random.ints(rows, 0, 2).mapToObj(each -> each == 1).toArray(Boolean[]::new));
  }

  private AnomaliesFile compare(Counts now, Counts before, String schema) throws Exception {
    return Examination.of(Counts.file(now.build()), DataSchema.parse("s", schema), Optional.empty())
        .after(Optional.of(Counts.file(before.build())))
        .anomalies(folder);
  }

  private static final String LIMITS =
      """
      rows: { least_change: 0.5, most_change: 2 }
      features:
        x: { type: number, drift: { jensen_shannon: 0.05, l_infinity: 0.1, kolmogorov_smirnov: 0.1, normalized_absolute_difference: 0.02 } }
        f: { type: boolean, drift: { l_infinity: 0.2 } }
      """;

  @Test
  void drift_farAndNotByChance_isAWarningUnderItsName() throws Exception {
    AnomaliesFile moved = compare(normal(0.5, 2000, 1), normal(0, 2000, 2), LIMITS);

    assertThat(moved.anomalies())
        .extracting(Anomaly::type)
        .containsExactlyInAnyOrder(
            AnomalyType.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
            AnomalyType.COMPARATOR_L_INFTY_HIGH,
            AnomalyType.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
            AnomalyType.COMPARATOR_DISTANCE_HIGH);
    assertThat(moved.anomalies()).allMatch(anomaly -> anomaly.severity() == Severity.WARNING);
    assertThat(moved.comparisons()).hasSize(5).filteredOn(Compared::moved).hasSize(4);
  }

  @Test
  void drift_farByChanceOfFewRows_isNone() throws Exception {
    AnomaliesFile few = compare(normal(0, 30, 3), normal(0, 30, 4), LIMITS);

    assertThat(few.comparisons()).anyMatch(compared -> compared.effect() >= compared.limit());
    assertThat(few.anomalies()).isEmpty();
  }

  @Test
  void drift_withNothingToCompareWith_saysSo() throws Exception {
    Counts before = new Counts().strings("x", "a", "b");

    assertThat(
            compare(
                    normal(0, 40, 1),
                    before,
                    "rows: {}\n" + LIMITS.substring(LIMITS.indexOf("features")))
                .anomalies())
        .extracting(Anomaly::type, Anomaly::path)
        .containsExactly(
            tuple(AnomalyType.COMPARATOR_CONTROL_DATA_MISSING, "x"),
            tuple(AnomalyType.COMPARATOR_CONTROL_DATA_MISSING, "f"));
  }

  @Test
  void rows_besideThoseBefore_fewerOrMore() throws Exception {
    assertThat(compare(normal(0, 100, 1), normal(0, 300, 1), LIMITS).anomalies())
        .extracting(Anomaly::type)
        .contains(AnomalyType.COMPARATOR_LOW_NUM_EXAMPLES);
    assertThat(compare(normal(0, 300, 1), normal(0, 100, 1), LIMITS).anomalies())
        .extracting(Anomaly::type, Anomaly::text)
        .contains(
            tuple(
                AnomalyType.COMPARATOR_HIGH_NUM_EXAMPLES,
                "all: there are 300 rows after 100 in the data before, expected at most 2.0 times as"
                    + " many"));
  }

  @Test
  void skew_besideWhatIsServed_leavesTheLabelOut() throws Exception {
    StatisticsFile data = Counts.file(normal(0, 1000, 1).build());
    StatisticsFile served = Counts.file(normal(1, 1000, 2).build());
    DataSchema schema =
        DataSchema.parse(
            "s",
            "features: { x: { type: number, skew: { wasserstein: 0.5 } }, f: { type: boolean } }");

    assertThat(
            Examination.of(data, schema, Optional.empty())
                .servedAs(Optional.of(served))
                .anomalies(folder)
                .comparisons())
        .extracting(Compared::kind, Compared::moved)
        .containsExactly(tuple("skew", true));
  }
}
