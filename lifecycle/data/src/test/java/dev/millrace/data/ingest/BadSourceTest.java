package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Tables;
import dev.millrace.data.examples.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sources that cannot be read, or not without losing something: each is named. */
class BadSourceTest extends WeeklyFiles {

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
  void run_nanAndInfinity_areRejectedByRow() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT unnest(['NaN'::DOUBLE, 'inf'::DOUBLE, 1]) AS x, TIMESTAMP '2001-01-01' AS date");

    assertRefused(
        plain("x.parquet", "", BY_TIME),
        "2 of 3 rows are rejected",
        "x.parquet row 1: 'x' (DOUBLE) is nan",
        "x.parquet row 2: 'x' (DOUBLE) is inf");
  }

  @Test
  void run_nanosecondsThatMicrosecondsCannotHold_areRejected() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT TIMESTAMP_NS '2001-01-01 00:00:00.000000001' AS date, 1 AS x");

    assertRefused(plain("x.parquet", "", BY_TIME), "row 1: 'date' (TIMESTAMP_NS) is");
  }

  @Test
  void run_integerOfMoreThan64Bits_isRejected() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT unnest([18446744073709551615::UBIGINT, 1]) AS x, TIMESTAMP '2001-01-01' AS date");

    assertRefused(
        plain("x.parquet", "", new Split.Hash(List.of("date"), new Fraction(0.5))),
        "18446744073709551615");
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
