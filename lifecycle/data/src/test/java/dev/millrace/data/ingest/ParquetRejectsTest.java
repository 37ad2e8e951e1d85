package dev.millrace.data.ingest;

import static dev.millrace.data.ingest.Ingesting.count;
import static dev.millrace.data.ingest.Ingesting.rejects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of Parquet files with values that the value domain does not have. */
class ParquetRejectsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'NaN'::DOUBLE; DOUBLE; nan; a finite number",
        "'-inf'::FLOAT; FLOAT; -inf; a finite number",
        "18446744073709551615::UBIGINT; UBIGINT; 18446744073709551615; an integer of at most 64 bits",
        "12345678901234567890::DECIMAL(38,0); DECIMAL(38,0); 12345678901234567890; an integer of at"
            + " most 64 bits",
        "'infinity'::DATE; DATE; infinity; a timestamp that is finite and within 290,000 years",
        "'infinity'::TIMESTAMP; TIMESTAMP; infinity; a finite timestamp",
        "TIMESTAMP_NS '2001-01-01 00:00:00.000000001'; TIMESTAMP_NS; 2001-01-01"
            + " 00:00:00.000000001; a timestamp to the microsecond",
      })
  void row_ofAValueOutsideTheDomain_isRejectedWithItsNumber(
      String value, String type, String shown, String expected) throws Exception {
    file("x.parquet", "CASE WHEN i IN (1, 4) THEN " + value + " END AS x, i", 6);

    Examples examples = Ingesting.of(folder, "x.parquet").rejecting("2").run();

    String reason = ": 'x' (" + type + ") is " + shown + ", expected " + expected;
    assertThat(rejects(examples)).containsExactly("2" + reason, "5" + reason);
    assertThat(count(examples, "read")).isEqualTo(6);
    assertThat(count(examples, "rejected")).isEqualTo(2);
    assertThat(count(examples, "written")).isEqualTo(4);
    assertThat(Tables.query("SELECT i FROM " + Tables.table(examples) + " ORDER BY i"))
        .containsExactly("0", "2", "3", "5");
  }

  @Test
  void rows_overTheLimit_failTheStepWithTheRemedy() throws Exception {
    file("x.parquet", "CASE WHEN i % 2 = 0 THEN 'NaN'::DOUBLE ELSE i END AS x", 10);

    assertThat(Ingesting.of(folder, "x.parquet").rejecting("40%").refusal())
        .contains("5 of 10 rows are rejected, and max_rejects is 40%: x.parquet row 1: 'x'")
        .contains("and 2 more", "REPLACE (CASE WHEN isfinite(\"x\") THEN \"x\" END AS \"x\")");
    assertThat(count(Ingesting.of(folder, "x.parquet").rejecting("50%").run(), "written"))
        .isEqualTo(5);
  }

  @Test
  void rows_ofSeveralFilesAndColumns_areNamedByFile() throws Exception {
    file("a/1.parquet", "i, 'NaN'::DOUBLE AS x, 'inf'::DOUBLE AS y", 1);
    file(
        "a/2.parquet",
        "i, 'inf'::DOUBLE AS y, CASE WHEN i = 2 THEN 'NaN'::DOUBLE ELSE 7 END AS x",
        3);

    Examples examples =
        Ingesting.of(folder, "a/*.parquet")
            .rejecting("100%")
            .select("SELECT i, x, 'train' AS \"split here\" FROM source WHERE y > 0")
            .run();

    assertThat(Files.readAllLines(examples.file(Ingest.REJECTS)))
        .extracting(line -> Json.parse(line).path("file").asString() + Json.parse(line).path("row"))
        .containsExactly("1.parquet1", "2.parquet3");
    assertThat(Ingesting.of(folder, "a/*.parquet").refusal())
        .contains("'x' (DOUBLE) is nan, expected a finite number; 'y' (DOUBLE) is inf");
  }

  @Test
  void value_thatSelectMends_isNoReject() throws Exception {
    file("x.parquet", "'NaN'::DOUBLE AS x, i", 3);

    Examples examples =
        Ingesting.of(folder, "x.parquet")
            .select(
                "SELECT * REPLACE (CASE WHEN isfinite(x) THEN x END AS x), 'train' AS \"split here\""
                    + " FROM source")
            .run();

    assertThat(count(examples, "rejected")).isZero();
    assertThat(count(examples, "written")).isEqualTo(3);
  }

  @Test
  void value_thatSelectMakes_hasTheNumberOfItsRow() throws Exception {
    file("x.parquet", "i::DOUBLE AS i", 5);
    String select =
        "SELECT i, CASE WHEN i = 3 THEN 1e308 * 10 ELSE i END AS x, 'train' AS \"split here\""
            + " FROM source WHERE i > 1";

    assertThat(rejects(Ingesting.of(folder, "x.parquet").select(select).rejecting("1").run()))
        .containsExactly("4: 'x' (DOUBLE) is inf, expected a finite number");
  }

  @Test
  void value_ofAQueryOverSeveralRows_isRefusedByName() throws Exception {
    file("x.parquet", "'inf'::DOUBLE AS x", 2);

    assertThat(
            Ingesting.of(folder, "x.parquet")
                .select("SELECT sum(x) AS x, 'train' AS \"split here\" FROM source")
                .rejecting("100%")
                .refusal())
        .contains("column 'x' (DOUBLE) has 1 values that are NaN or infinite");
  }

  @Test
  void row_thatTheRunMayNotSee_isNoReject() throws Exception {
    file(
        "x.parquet",
        "TIMESTAMP '2001-01-01' + INTERVAL (i) DAY AS date, i,"
            + " CASE WHEN i IN (1, 8) THEN 'NaN'::DOUBLE ELSE 0 END AS x",
        10);
    Split byTime = new Split.Time("date", new Fraction(0.5));
    Ingesting early =
        Ingesting.of(folder, "x.parquet")
            .splitBy(byTime)
            .rejecting("1")
            .on(TestTask.in(folder).asOf("2001-01-05T00:00:00Z"));

    Examples examples = early.run();

    assertThat(rejects(examples))
        .containsExactly("2: 'x' (DOUBLE) is nan, expected a finite number");
    assertThat(count(examples, "later")).isEqualTo(6);
    assertThat(count(examples, "written")).isEqualTo(3);
    assertThat(rejects(early.select("SELECT date AS date, x * 1 AS x FROM source").run()))
        .hasSize(1);
  }

  @Test
  void rows_manyInManyRowGroups_areCountedAndTheFirstPutDown() throws Exception {
    file("x.parquet", "CASE WHEN i % 100 = 7 THEN 'NaN'::DOUBLE ELSE 0 END AS x", 300_000);

    Examples examples = Ingesting.of(folder, "x.parquet").rejecting("1%").run();

    List<String> first = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      first.add(100 * i + 8 + ": 'x' (DOUBLE) is nan, expected a finite number");
    }
    assertThat(rejects(examples)).isEqualTo(first);
    assertThat(count(examples, "rejected")).isEqualTo(3000);
    assertThat(count(examples, "written")).isEqualTo(297_000);
  }

  @Test
  void rows_allRejected_areNoExamples() throws Exception {
    file("x.parquet", "'NaN'::DOUBLE AS x", 3);

    assertThat(Ingesting.of(folder, "x.parquet").rejecting("100%").refusal())
        .contains("all 3 rows of the source are rejected");
  }

  @Test
  void text_thatIsNone_refusesTheFile() throws Exception {
    Path file = folder.resolve("x.parquet");
    try (DuckDb database = DuckDb.open(folder, 1)) {
      database.execute(
          "COPY (SELECT 'Mxxxx' || i AS x FROM range(3) t(i)) TO "
              + Sql.target(file)
              + " (FORMAT parquet, COMPRESSION uncompressed)");
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace("Mxxxx", "M\u00fcxxx"), StandardCharsets.ISO_8859_1);

    assertThat(Ingesting.of(folder, "x.parquet").rejecting("100%").refusal())
        .contains("x.parquet cannot be read as Parquet", "UTF");
  }

  private void file(String name, String columns, int rows) throws Exception {
    Tables.write(folder.resolve(name), "SELECT " + columns + " FROM range(" + rows + ") t(i)");
  }
}
