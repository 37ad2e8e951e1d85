package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files and rows a run reads, and what becomes of their values. */
class IngestTest extends WeeklyFiles {

  @Test
  void run_spans_readsThoseEndedByAsOf() throws Exception {
    writeWeeks(4);
    TestTask task = TestTask.in(folder).asOf("2001-01-22T00:00:00Z");

    Examples examples = run(weekly("last 2", "", BY_TIME), task);

    assertThat(examples.property("spans").orElseThrow().toString())
        .isEqualTo(
            "[{\"start\":\"2001-01-08T00:00:00Z\",\"end\":\"2001-01-15T00:00:00Z\"},"
                + "{\"start\":\"2001-01-15T00:00:00Z\",\"end\":\"2001-01-22T00:00:00Z\"}]");
    assertThat(examples.properties())
        .containsEntry("span_start", Json.tree("2001-01-08T00:00Z"))
        .containsEntry("span_end", Json.tree("2001-01-22T00:00Z"));
    assertThat(Splits.rows(examples).toString()).isEqualTo("{train=105, eval=35}");
    assertThat(examples.property("rows_read").orElseThrow().asInt()).isEqualTo(140);
    assertThat(examples.property("rows_written").orElseThrow().asInt()).isEqualTo(140);
  }

  @Test
  void run_spansOfAnotherCalendar_beginOnItsDays() throws Exception {
    writeWeeks(1);
    Ingest.Inputs utc = weekly("all", "", BY_TIME);
    ZoneId rome = ZoneId.of("Europe/Rome");
    Ingest.Inputs inputs =
        new Ingest.Inputs(
            utc.source(),
            utc.query(),
            utc.spanLength(),
            utc.spanZero(),
            utc.spans(),
            utc.select(),
            utc.split(),
            Value.of(rome),
            utc.dialect(),
            utc.types(),
            utc.maxRejects());

    assertThat(run(inputs).properties())
        .containsEntry("span_start", Json.tree("2001-01-01T00:00+01:00"))
        .containsEntry("span_end", Json.tree("2001-01-08T00:00+01:00"));
  }

  @Test
  void run_sourceWithoutSpans_saysNoneOfThem() throws Exception {
    Tables.write(folder.resolve("x.parquet"), week(LocalDate.of(2001, 1, 1), 0));

    assertThat(run(plain("x.parquet", "", BY_TIME)).properties())
        .doesNotContainKeys("span_start", "span_end");
  }

  @Test
  void run_spansWithSkip_leavesOutTheLatest() throws Exception {
    writeWeeks(4);
    TestTask task = TestTask.in(folder).asOf("2001-01-22T00:00:00Z");

    Examples examples = run(weekly("last 1 skip 1", "", BY_TIME), task);

    assertThat(examples.property("spans").orElseThrow().toString())
        .isEqualTo("[{\"start\":\"2001-01-08T00:00:00Z\",\"end\":\"2001-01-15T00:00:00Z\"}]");
    assertThatThrownBy(() -> run(weekly("last 1 skip 3", "", BY_TIME), task))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("that 'last 1 skip 3' selects has ended by 2001-01-22");
  }

  @Test
  void run_anyThreadsAndOrderOfRows_givesTheSameBytes() throws Exception {
    String rows =
        "SELECT TIMESTAMP '2001-01-01' + INTERVAL (i // 5) SECOND AS date, (i * 7919) % 1000 / 8 AS x,"
            + " CASE WHEN i % 2 = 0 THEN 0.0::DOUBLE ELSE -0.0::DOUBLE END AS zero,"
            + " 'é' || i % 91 AS s FROM range(300000) t(i)";
    Tables.write(folder.resolve("a/x.parquet"), rows + " ORDER BY hash(i)");
    Tables.write(folder.resolve("b/x.parquet"), rows + " ORDER BY i DESC");
    String select = "SELECT *, x > 50 AS label FROM source";

    Examples one = run(plain("a/x.parquet", select, BY_TIME), TestTask.in(folder).threads(1));
    Examples three = run(plain("b/x.parquet", select, BY_TIME), TestTask.in(folder).threads(3));

    for (String split : List.of("train", "eval")) {
      assertThat(Splits.shard(one, split)).hasSameBinaryContentAs(Splits.shard(three, split));
    }
    assertThat(one.properties()).isEqualTo(three.properties());
  }

  @Test
  void run_rowsPastTheSpan_neverSeen() throws Exception {
    Tables.write(
        folder.resolve("data/2001-01-01.parquet"),
        "SELECT TIMESTAMP '2001-01-01' + INTERVAL (i) DAY AS date, i FROM range(10) t(i)");

    Examples examples = run(weekly("all", "SELECT *, max(i) OVER () AS top FROM source", BY_TIME));

    assertThat(examples.property("rows_later").orElseThrow().asInt()).isEqualTo(3);
    assertThat(examples.property("rows_written").orElseThrow().asInt()).isEqualTo(7);
    assertThat(Tables.rows(examples, "train").getFirst()).endsWith(",6");
  }

  @Test
  void run_versions_takesTheHighestOfEachSpan() throws Exception {
    Tables.write(
        folder.resolve("d/2001-01-01/v2.parquet"), "SELECT 2 AS v, i AS k FROM range(5) t(i)");
    Tables.write(
        folder.resolve("d/2001-01-01/v10.parquet"), "SELECT 10 AS v, i AS k FROM range(5) t(i)");
    Tables.write(
        folder.resolve("d/2001-01-02/v1.parquet"), "SELECT 1 AS v, i AS k FROM range(5) t(i)");
    Split byHash = new Split.Hash(List.of("k"), new Fraction(0.5));

    Examples examples =
        run(inputs("d/{span:yyyy-MM-dd}/v{version}.parquet", "P1D", "all", "", byHash));

    assertThat(Tables.query("SELECT DISTINCT v FROM " + Tables.table(examples) + " ORDER BY 1"))
        .containsExactly("1", "10");
  }

  @Test
  void run_types_becomeTheValueDomain() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT i::TINYINT AS a, i::UINTEGER AS b, i::DECIMAL(10,2) AS c, i::DECIMAL(12,0) AS d,"
            + " i::FLOAT AS e, DATE '2001-01-01' + i::INTEGER AS f, i % 2 = 0 AS g, uuid() AS h,"
            + " TIMESTAMPTZ '2001-01-01 12:00:00+00' AS j FROM range(4) t(i)");
    Split byHash = new Split.Hash(List.of("a"), new Fraction(0.5));

    Examples examples = run(plain("x.parquet", "", byHash));

    assertThat(
            Tables.query(
                "SELECT column_type FROM (DESCRIBE SELECT * FROM "
                    + Tables.table(Splits.shard(examples, "train"))
                    + ")"))
        .containsExactly(
            "BIGINT",
            "BIGINT",
            "DOUBLE",
            "BIGINT",
            "DOUBLE",
            "TIMESTAMP",
            "BOOLEAN",
            "VARCHAR",
            "TIMESTAMP");
    assertThat(Tables.query("SELECT DISTINCT j FROM " + Tables.table(examples)))
        .containsExactly("2001-01-01 12:00:00.0");
  }

  @Test
  void run_csv_looksAtEveryRowForTypes() throws Exception {
    StringBuilder csv = new StringBuilder("id,x,when\n");
    for (int i = 0; i < 30_000; i++) {
      csv.append(i).append(',').append(i == 29_999 ? "0.5" : "1").append(",2001-01-01 00:00:00\n");
    }
    Files.writeString(folder.resolve("x.csv"), csv);

    Examples examples = run(plain("*.csv", "", new Split.Hash(List.of("id"), new Fraction(0.5))));

    assertThat(
            Tables.query(
                "SELECT sum(x), typeof(any_value(\"when\")) FROM " + Tables.table(examples)))
        .containsExactly("29999.5,TIMESTAMP");
  }

  @Test
  void run_strangeStrings_stayWhatTheyAre() throws Exception {
    String strings =
        "SELECT s, i FROM (VALUES ('', 1), (chr(0) || 'a', 2), ('😀', 3), ('é', 4), (NULL, 5)) t(s, i)";
    Tables.write(folder.resolve("x.parquet"), strings);

    Examples examples =
        run(plain("x.parquet", "", new Split.Hash(List.of("i"), new Fraction(0.5))));

    assertThat(Tables.query("SELECT s, i FROM " + Tables.table(examples) + " ORDER BY i"))
        .containsExactlyElementsOf(Tables.query(strings));
  }

  @Test
  void outside_anotherContent_isAnotherText() throws Exception {
    writeWeeks(2);
    Ingest.Inputs inputs = weekly("all", "", BY_TIME);
    Optional<String> before = new Ingest().outside(inputs, TestTask.in(folder));

    assertThat(new Ingest().outside(inputs, TestTask.in(folder).asOf("2025-01-01T00:00:00Z")))
        .isEqualTo(before);
    assertThat(new Ingest().outside(inputs, TestTask.in(folder).asOf("2001-01-08T00:00:00Z")))
        .isNotEqualTo(before);
    Tables.write(folder.resolve("data/2001-01-08.parquet"), week(LocalDate.of(2001, 1, 8), 9));
    assertThat(new Ingest().outside(inputs, TestTask.in(folder))).isNotEqualTo(before);
  }

  @Test
  void outside_plainFileCutAtAsOf_tellsTheAsOf() throws Exception {
    Tables.write(folder.resolve("x.parquet"), week(LocalDate.of(2001, 1, 1), 0));
    Ingest.Inputs inputs = plain("x.parquet", "", BY_TIME);

    assertThat(new Ingest().outside(inputs, TestTask.in(folder).asOf("2001-01-03T00:00:00Z")))
        .isNotEqualTo(
            new Ingest().outside(inputs, TestTask.in(folder).asOf("2001-01-04T00:00:00Z")));
  }

  @Test
  void run_noSpanEnded_saysWhenTheFirstDoes() throws Exception {
    writeWeeks(1);

    assertThatThrownBy(
            () -> run(weekly("all", "", BY_TIME), TestTask.in(folder).asOf("2001-01-07T23:59:59Z")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has ended by 2001-01-07T23:59:59")
        .satisfies(
            e -> assertThat(((UserError) e).hint()).get().asString().contains("2001-01-08T00:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 1}",
        "[1, 2]",
        "MAP {'a': 1}",
        "INTERVAL 1 DAY",
        "TIME '12:00:00'",
        "'abc'::BLOB",
      })
  void run_typesThatNoValueHas_areRefusedByName(String value) throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT " + value + " AS odd, 1 AS x");

    assertRefused(plain("x.parquet", "", BY_TIME), "'odd' is ", "EXCLUDE");
  }
}
