package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {

  @TempDir Path folder;

  private static final Split BY_TIME = new Split.Time("date", new Fraction(0.25));

  /** Ten rows a day for a week from the given day, ids counted from 1,000 times the week. */
  private static String week(LocalDate start, int week) {
    return "SELECT TIMESTAMP '"
        + start
        + "' + INTERVAL (i * 144) MINUTE AS date, i % 7 AS delay, CAST("
        + 1000 * week
        + " + i AS INTEGER) AS id, 'A' || i % 3 AS origin FROM range(70) t(i)";
  }

  private void writeWeeks(int count) throws Exception {
    for (int week = 0; week < count; week++) {
      LocalDate start = LocalDate.of(2001, 1, 1).plusWeeks(week);
      Tables.write(folder.resolve("data/" + start + ".parquet"), week(start, week));
    }
  }

  private static Ingest.Inputs weekly(String spans, String select, Split split) {
    return inputs("data/{span:yyyy-MM-dd}.parquet", "7d", spans, select, split);
  }

  private static Ingest.Inputs plain(String source, String select, Split split) {
    return inputs(source, "", "all", select, split);
  }

  private static Ingest.Inputs inputs(
      String source, String length, String spans, String select, Split split) {
    return new Ingest.Inputs(
        Value.of(source),
        Value.of(Optional.empty()),
        Value.of(length.isEmpty() ? Optional.empty() : Optional.of(SpanLength.parse(length))),
        Value.of(Spans.parse(spans)),
        Value.of(select.isEmpty() ? Optional.empty() : Optional.of(select)),
        Value.of(split),
        Value.of(ZoneId.of("UTC")),
        Value.of(Optional.empty()),
        Value.of(Map.of()),
        Value.of(new RejectLimit("0")));
  }

  private Examples run(Ingest.Inputs inputs, TestTask task) throws Exception {
    return new Ingest().run(inputs, task).examples();
  }

  private Examples run(Ingest.Inputs inputs) throws Exception {
    return run(inputs, TestTask.in(folder));
  }

  private void assertRefused(Ingest.Inputs inputs, String... parts) {
    assertThatThrownBy(() -> run(inputs))
        .isInstanceOf(UserError.class)
        .satisfies(
            e ->
                assertThat(e.getMessage() + " hint: " + ((UserError) e).hint().orElse(""))
                    .contains(parts))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

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
  void run_timeSplit_keepsNewestRowsForJudging() throws Exception {
    writeWeeks(2);

    Examples examples = run(weekly("all", "", BY_TIME));

    List<String> train = Tables.rows(examples, "train");
    List<String> eval = Tables.rows(examples, "eval");
    assertThat(train).hasSize(105).isSorted();
    assertThat(eval).hasSize(35).isSorted();
    assertThat(train.getLast()).isLessThan(eval.getFirst());
  }

  @Test
  void run_timeSplitOfEqualMoments_keepsThemTogether() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT TIMESTAMP '2001-01-01' + INTERVAL (i // 10) DAY AS date, i FROM range(30) t(i)");

    Examples examples = run(plain("x.parquet", "", new Split.Time("date", new Fraction(0.4))));

    assertThat(Splits.rows(examples).toString()).isEqualTo("{train=20, eval=10}");
  }

  @Test
  void run_hashSplit_placesAKeyAlikeWhateverElseIsThere() throws Exception {
    writeWeeks(2);
    Split byId = new Split.Hash(List.of("id"), new Fraction(0.3));

    List<String> both = ids(run(weekly("all", "", byId)));
    List<String> first =
        ids(run(weekly("last 1", "", byId), TestTask.in(folder).asOf("2001-01-08T00:00:00Z")));

    assertThat(both).containsAll(first);
    assertThat(both.stream().filter(id -> id.compareTo("1000") < 0)).hasSameElementsAs(first);
    assertThat(both.size()).isBetween(25, 60);
  }

  private static List<String> ids(Examples examples) throws Exception {
    return Tables.query(
        "SELECT lpad(CAST(id AS VARCHAR), 4, '0') FROM "
            + Tables.table(Splits.shards(examples, "eval")));
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
  void run_select_countsWhatItLeavesOut() throws Exception {
    writeWeeks(1);
    TestTask task = TestTask.in(folder);

    Examples examples =
        run(
            weekly("all", "SELECT *, delay > 3 AS late FROM source WHERE delay <> 6", BY_TIME),
            task);

    assertThat(examples.property("rows_read").orElseThrow().asInt()).isEqualTo(70);
    assertThat(examples.property("rows_selected").orElseThrow().asInt()).isEqualTo(60);
    assertThat(task.lines()).contains("70 rows read, 60 written, 10 left out by select");
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
  void run_timeMadeBySelect_isCutAtAsOf() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT i AS day FROM range(10) t(i)");
    String select = "SELECT TIMESTAMP '2001-01-01' + INTERVAL (day) DAY AS date, day FROM source";

    Examples examples =
        run(plain("x.parquet", select, BY_TIME), TestTask.in(folder).asOf("2001-01-05T00:00:00Z"));

    assertThat(examples.property("rows_later").orElseThrow().asInt()).isEqualTo(6);
    assertThat(examples.property("rows_written").orElseThrow().asInt()).isEqualTo(4);
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
  void run_noFileMatches_saysWhatIsThere() throws Exception {
    writeWeeks(1);

    assertRefused(
        inputs("data/{span:yyyyMMdd}.parquet", "7d", "all", "", BY_TIME),
        "no file matches data/{span:yyyyMMdd}.parquet",
        "holds 2001-01-01.parquet");
    assertRefused(plain("nowhere/*.csv", "", BY_TIME), "there is no folder", "nowhere");
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

  @Test
  void run_spanWithoutLength_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        inputs("data/{span:yyyy-MM-dd}.parquet", "", "all", "", BY_TIME), "give span_length");
  }

  @Test
  void run_overlappingSpans_areRefused() throws Exception {
    writeWeeks(2);

    assertRefused(
        inputs("data/{span:yyyy-MM-dd}.parquet", "8d", "all", "", BY_TIME), "overlap", "P8D");
  }

  @Test
  void run_spanThatIsNoDate_namesTheFile() throws Exception {
    Tables.write(folder.resolve("data/2001-02-30.parquet"), "SELECT 1 AS x");

    assertRefused(weekly("all", "", BY_TIME), "2001-02-30.parquet", "not a date that exists");
  }

  @Test
  void run_emptyFile_isNamed() throws Exception {
    writeWeeks(2);
    Files.write(folder.resolve("data/2001-01-08.parquet"), new byte[0]);

    assertRefused(weekly("all", "", BY_TIME), "2001-01-08.parquet is empty (0 bytes)");
  }

  @Test
  void run_noRows_isRefused() throws Exception {
    Tables.write(folder.resolve("x.parquet"), week(LocalDate.of(2001, 1, 1), 0) + " LIMIT 0");

    assertRefused(plain("x.parquet", "", BY_TIME), "the source files hold no rows");
  }

  @Test
  void run_selectLeavesNothing_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT * FROM source WHERE delay > 100", BY_TIME), "none of the 70 rows");
  }

  @Test
  void run_truncatedFile_isNamed() throws Exception {
    writeWeeks(2);
    Path file = folder.resolve("data/2001-01-08.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertRefused(weekly("all", "", BY_TIME), "2001-01-08.parquet cannot be read as Parquet");
  }

  @Test
  void run_corruptPages_areNamed() throws Exception {
    writeWeeks(2);
    Path file = folder.resolve("data/2001-01-08.parquet");
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 4, bytes.length / 3, (byte) 0x55);
    Files.write(file, bytes);

    assertRefused(weekly("all", "", BY_TIME), "2001-01-08.parquet cannot be read as Parquet");
  }

  @Test
  void run_columnGone_namesFileAndColumn() throws Exception {
    writeWeeks(2);
    Tables.write(
        folder.resolve("data/2001-01-08.parquet"),
        "SELECT * EXCLUDE (delay) FROM (" + week(LocalDate.of(2001, 1, 8), 1) + ")");

    assertRefused(weekly("all", "", BY_TIME), "column 'delay' is missing in", "2001-01-08.parquet");
  }

  @Test
  void run_columnOfAnotherType_namesFileColumnAndTypes() throws Exception {
    writeWeeks(2);
    Tables.write(
        folder.resolve("data/2001-01-08.parquet"),
        "SELECT * REPLACE ('x' AS id) FROM (" + week(LocalDate.of(2001, 1, 8), 1) + ")");

    assertRefused(
        weekly("all", "", BY_TIME), "column 'id' is VARCHAR in", "2001-01-08.parquet and INTEGER");
  }

  @Test
  void run_unsupportedType_namesColumnAndType() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT [1, 2] AS list, {'a': 1} AS struct, 1 AS x");

    assertRefused(
        plain("x.parquet", "", BY_TIME), "'list' is INTEGER[]", "'struct' is STRUCT", "EXCLUDE");
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

  @Test
  void run_columnsOfNothingAndOfOneValue_areKept() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT i AS id, NULL AS nothing, NULL::DOUBLE AS number, 'same' AS one FROM range(40) t(i)");

    Examples examples =
        run(plain("x.parquet", "", new Split.Hash(List.of("id"), new Fraction(0.5))));

    assertThat(
            Tables.query(
                "SELECT count(*), count(nothing), count(number), count(DISTINCT one) FROM "
                    + Tables.table(examples)))
        .containsExactly("40,0,0,1");
  }

  @Test
  void run_parquetCutAnywhere_isNamed() throws Exception {
    Path file = Tables.write(folder.resolve("x.parquet"), week(LocalDate.of(2001, 1, 1), 0));
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {1, 4, 100, bytes.length - 9, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));

      assertRefused(plain("x.parquet", "", BY_TIME), "x.parquet cannot be read as Parquet");
    }
  }

  @Test
  void run_waysToReadThatNothingHeeds_areRefused() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT 1 AS x");
    Files.writeString(folder.resolve("x.jsonl"), "{\"x\": 1}\n");

    assertThat(Ingesting.of(folder, "x.parquet").types("x", "number").refusal())
        .contains("types are of CSV and JSON lines", "CAST");
    for (String source : List.of("x.parquet", "x.jsonl")) {
      assertThat(Ingesting.of(folder, source).dialect("{\"delimiter\": \";\"}").refusal())
          .contains("the dialect is of CSV");
    }
    Files.writeString(folder.resolve("x.csv"), "x\n1\n");
    assertRefused(plain("x.*", "", BY_TIME), "the formats of", "differ");
  }

  @Test
  void run_nanAndInfinity_areCounted() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT unnest(['NaN'::DOUBLE, 'inf'::DOUBLE, 1]) AS x, TIMESTAMP '2001-01-01' AS date");

    assertRefused(
        plain("x.parquet", "", BY_TIME),
        "column 'x' (DOUBLE) has 2 values that are NaN or infinite");
  }

  @Test
  void run_nanosecondsThatMicrosecondsCannotHold_areRefused() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT TIMESTAMP_NS '2001-01-01 00:00:00.000000001' AS date, 1 AS x");

    assertRefused(plain("x.parquet", "", BY_TIME), "'date' (TIMESTAMP_NS) has 1 values finer");
  }

  @Test
  void run_integerOfMoreThan64Bits_isRefused() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT unnest([18446744073709551615::UBIGINT, 1]) AS x, TIMESTAMP '2001-01-01' AS date");

    assertRefused(
        plain("x.parquet", "", new Split.Hash(List.of("date"), new Fraction(0.5))),
        "18446744073709551615");
  }

  @Test
  void run_missingColumnInSelect_saysWhichAreThere() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT *, delai > 3 AS late FROM source", BY_TIME),
        "select does not run",
        "\"delai\" not found",
        "delay",
        "at: delai > 3");
  }

  @Test
  void run_selectOfOneNameTwice_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT *, delay * 2 AS Delay FROM source", BY_TIME),
        "select gives two columns named 'Delay'",
        "EXCLUDE");
  }

  @Test
  void run_selectThatIsNotSql_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELEKT * FROM source", BY_TIME), "select does not run", "at: SELEKT");
    assertRefused(
        weekly("all", "SELECT * FROM source); DROP VIEW source; SELECT (1", BY_TIME),
        "select does not run");
  }

  @Test
  void run_selectOfAFileBesidesTheSource_isRefused() throws Exception {
    writeWeeks(1);
    Tables.write(folder.resolve("other.parquet"), "SELECT 1 AS x");

    assertRefused(
        weekly("all", "SELECT * FROM '" + folder.resolve("other.parquet") + "'", BY_TIME),
        "select does not run");
    assertRefused(
        weekly("all", "SELECT * FROM read_text('/etc/hosts')", BY_TIME), "select does not run");
  }

  @Test
  void run_splitOfAnUnknownColumn_suggestsTheNearest() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "", new Split.Time("dat", new Fraction(0.2))),
        "the split names column 'dat'",
        "did you mean 'date'?");
  }

  @Test
  void run_nullTime_isRefused() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT NULL::TIMESTAMP AS date, 1 AS x");

    assertRefused(plain("x.parquet", "", BY_TIME), "1 rows have no 'date'");
  }

  @Test
  void run_oneMomentForAll_cannotBeSplitByTime() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"), "SELECT TIMESTAMP '2001-01-01' AS date FROM range(9)");

    assertRefused(plain("x.parquet", "", BY_TIME), "no row falls into the split 'eval'");
  }

  @Test
  void run_fileNameWithGlobCharacters_isThatFile() throws Exception {
    Tables.write(folder.resolve("a[1]b.parquet"), week(LocalDate.of(2001, 1, 1), 0));

    assertThat(Splits.rows(run(plain("a[1]b.parquet", "", BY_TIME))).get("train")).isEqualTo(53);
  }

  @Test
  void run_fileThatChangesMeanwhile_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("x.csv"), "a\n1\n");
    SourceFile source = new SourceFile(file, "x.csv", Optional.empty(), 0);
    Fingerprint before = Fingerprint.of(List.of(source), 1);
    Files.writeString(file, "a\n2\n");

    assertThatThrownBy(() -> before.requireSame(Fingerprint.of(List.of(source), 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("changed while being read")
        .hasMessageContaining("x.csv");
  }
}
