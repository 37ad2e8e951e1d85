package dev.millrace.data.ingest;

import static dev.millrace.data.ingest.Ingesting.columns;
import static dev.millrace.data.ingest.Ingesting.count;
import static dev.millrace.data.ingest.Ingesting.rejects;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.data.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values and rows of CSV files, good and bad ones. */
class CsvIngestTest {

  @TempDir Path folder;

  private Ingesting csv(String text) throws IOException {
    return csv("x.csv", text.getBytes(UTF_8));
  }

  private Ingesting csv(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return Ingesting.of(folder, name);
  }

  private void gzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /** Of a column: its values, and what it is read as. */
  private static final String TYPES =
      """
      007;008                                  | VARCHAR
      7;0;-12;9223372036854775807              | BIGINT
      -9223372036854775808                     | BIGINT
      9223372036854775808                      | VARCHAR
      1;9007199254740993;0.5                   | VARCHAR
      1;9007199254740992;0.5                   | DOUBLE
      1e5;.5;5.;-0;1E-3                        | DOUBLE
      1e400                                    | VARCHAR
      1e-400                                   | VARCHAR
      00.5                                     | VARCHAR
      +5                                       | VARCHAR
      1,000                                    | VARCHAR
      inf;nan;1.5                              | VARCHAR
      0x1F                                     | VARCHAR
      1_000                                    | VARCHAR
      yes;no                                   | VARCHAR
      t;f                                      | VARCHAR
      true;FALSE;True                          | BOOLEAN
      true;1                                   | VARCHAR
      2001-01-31;2001-02-28 23:59              | TIMESTAMP
      2001-01-31T00:00:00.000001               | TIMESTAMP
      2001-01-31T00:00:00Z;2001-01-31 00:00-08 | TIMESTAMP
      2001-01-31T00:00:00Z;2001-01-31          | VARCHAR
      2001-02-30                               | VARCHAR
      2001-01-31T00:00:00.0000001              | VARCHAR
      2001-01-31 24:00                         | VARCHAR
      31.01.2001;2001-01-31                    | VARCHAR
      20010131                                 | BIGINT
      """;

  @Test
  void csv_typeOfAColumn_isWhatAllItsValuesAre() throws Exception {
    List<List<String>> values = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : TYPES.lines().toList()) {
      int bar = line.lastIndexOf('|');
      expected.add("x" + values.size() + " " + line.substring(bar + 1).strip());
      values.add(List.of(line.substring(0, bar).strip().split(";", -1)));
    }
    StringBuilder text = new StringBuilder();
    for (int row = -1; row < 4; row++) {
      for (int column = 0; column < values.size(); column++) {
        List<String> of = values.get(column);
        String value = row < of.size() && row >= 0 ? "\"" + of.get(row) + "\"" : "";
        text.append(column == 0 ? "" : ",").append(row < 0 ? "x" + column : value);
      }
      text.append('\n');
    }

    Examples examples = csv(text.toString()).run();

    assertThat(columns(examples)).containsExactlyElementsOf(expected);
    for (int column = 0; column < values.size(); column++) {
      if (expected.get(column).endsWith(" VARCHAR")) {
        String name = "x" + column;
        assertThat(
                Tables.query(
                    "SELECT "
                        + name
                        + " FROM "
                        + Tables.table(examples)
                        + " WHERE "
                        + name
                        + " NOT NULL"))
            .as(name)
            .containsExactlyInAnyOrderElementsOf(values.get(column));
      }
    }
  }

  @Test
  void csv_spacesAroundAValue_areOfIt() throws Exception {
    assertThat(csv("a,b\n 12 , x\n").rows()).containsExactly(" 12 , x");
  }

  @Test
  void csv_emptyInQuotes_isAStringAndMissingWithout() throws Exception {
    Ingesting ingesting = csv("a,b\n\"\",1\n,2\n\"x\",3\n");

    assertThat(ingesting.rows()).containsExactly(",1", "x,3", "null,2");
  }

  @Test
  void csv_quotedValues_mayHoldAnything() throws Exception {
    assertThat(csv("a,b\n\"x, \"\"y\"\"\r\n\nz\",1\n\"\0é😀\",2\n").rows())
        .containsExactly("\0é😀,2", "x, \"y\"\r\n\nz,1");
  }

  @ParameterizedTest
  @CsvSource({"TAB", "SEMICOLON", "BAR"})
  void csv_delimiter_isFoundAndSaid(String sign) throws Exception {
    String delimiter = sign.equals("TAB") ? "\t" : sign.equals("BAR") ? "|" : ";";
    Ingesting ingesting = csv("a;b;c\n1;\"x,;y\";2\n3;z,z,z,z;4\n".replace(";", delimiter));

    assertThat(ingesting.rows()).hasSize(2).contains("3,z,z,z,z,4");
    assertThat(ingesting.task().lines().toString())
        .contains(sign.equals("TAB") ? "tabs" : sign.equals("BAR") ? "'|'" : "semicolons");
  }

  @Test
  void csv_dialect_isFollowed() throws Exception {
    Ingesting ingesting =
        csv("1.234,5;'a\\'b';31.12.2001;NA\n-7;'NA';01.01.2002;2\n")
            .dialect(
                """
                {"delimiter": ";", "quote": "'", "escape": "\\\\", "header": false, "null": ["NA"],
                 "decimal": ",", "thousands": ".", "timestamp": "dd.MM.yyyy"}""");

    assertThat(ingesting.rows())
        .containsExactly(
            "-7.0,NA,2002-01-01 00:00:00.0,2", "1234.5,a'b,2001-12-31 00:00:00.0,null");
    assertThat(columns(ingesting.run()))
        .containsExactly(
            "column1 DOUBLE", "column2 VARCHAR", "column3 TIMESTAMP", "column4 BIGINT");
  }

  @Test
  void csv_pointWhereFractionsFollowACommma_isNoNumber() throws Exception {
    assertThat(csv("a;b\n1,5;1.5\n2,5;2.5\n").dialect("{\"decimal\": \",\"}").rows())
        .containsExactly("1.5,1.5", "2.5,2.5");
    assertThat(columns(csv("a;b\n1,5;1.5\n").dialect("{\"decimal\": \",\"}").run()))
        .containsExactly("a DOUBLE", "b VARCHAR");
  }

  @Test
  void csv_wrongGroupsOfThousands_areNoNumber() throws Exception {
    Ingesting ingesting = csv("a;b\n1,000,000;12,34\n").dialect("{\"thousands\": \",\"}");

    assertThat(ingesting.rows()).containsExactly("1000000,12,34");
    assertThat(columns(ingesting.run())).containsExactly("a BIGINT", "b VARCHAR");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,false", "UTF-16LE,true", "UTF-16BE,true", "UTF-8,true"})
  void csv_byteOrderMark_tellsTheEncoding(String encoding, boolean marked) throws Exception {
    String text = (marked ? "\uFEFF" : "") + "näme,x\né😀,1\n";

    Examples examples = csv("x.csv", text.getBytes(Charset.forName(encoding))).run();

    assertThat(columns(examples)).containsExactly("näme VARCHAR", "x BIGINT");
    assertThat(Tables.rows(examples, "train")).containsExactly("é😀,1");
  }

  @Test
  void csv_latin1_isRejectedUnlessItIsSaid() throws Exception {
    byte[] latin1 = "name,x\nMünchen,1\nRom,2\n".getBytes(Charset.forName("latin1"));

    assertThat(csv("x.csv", latin1).refusal())
        .contains("1 of 2 rows are rejected", "x.csv line 2: bytes that are not UTF-8", "dialect");
    assertThat(csv("x.csv", latin1).dialect("{\"encoding\": \"latin1\"}").rows())
        .containsExactly("München,1", "Rom,2");
  }

  @Test
  void csv_gzip_isUnpacked() throws Exception {
    gzip("x.csv.gz", "a,b\n1,x\n2,y\n");

    assertThat(Ingesting.of(folder, "*.csv.gz").rows()).containsExactly("1,x", "2,y");
  }

  @Test
  void csv_truncatedGzip_isRefused() throws Exception {
    gzip("x.csv.gz", "a,b\n" + "1,x\n2,y\n".repeat(10_000));
    byte[] bytes = Files.readAllBytes(folder.resolve("x.csv.gz"));
    for (int length : new int[] {3, bytes.length / 2, bytes.length - 4}) {
      Files.write(folder.resolve("x.csv.gz"), Arrays.copyOf(bytes, length));

      assertThat(Ingesting.of(folder, "x.csv.gz").refusal())
          .as("%d bytes", length)
          .contains("x.csv.gz cannot be unpacked", "truncated", "write it again");
    }
  }

  @Test
  void csv_raggedRows_areRejectedWithLineAndReason() throws Exception {
    Ingesting ingesting = csv("a,b\n1,x\n2\n3,y,z\n\"4\n\",w\n5,\"v\"v\n6,v\n").rejecting("3");

    Examples examples = ingesting.run();

    assertThat(Tables.rows(examples, "train"))
        .containsExactly("\"1\",x".replace("\"", ""), "4\n,w", "6,v");
    assertThat(rejects(examples))
        .containsExactly(
            "3: it has 1 values, and there are 2 columns",
            "4: it has 3 values, and there are 2 columns",
            "7: text behind a closing quote");
    assertThat(count(examples, "read")).isEqualTo(6);
    assertThat(count(examples, "rejected")).isEqualTo(3);
    assertThat(count(examples, "written")).isEqualTo(3);
    assertThat(ingesting.rejecting("2").refusal())
        .contains("3 of 6 rows are rejected, and max_rejects is 2: x.csv line 3: it has 1 values");
    assertThat(ingesting.rejecting("50%").refusal()).isEmpty();
    assertThat(ingesting.rejecting("49%").refusal()).contains("max_rejects is 49%");
  }

  @Test
  void csv_truncatedInTheLastRow_isRejected() throws Exception {
    assertThat(csv("a,b\n1,x\n2").refusal()).contains("line 3: it has 1 values");
  }

  @Test
  void csv_quoteNeverClosed_isRefused() throws Exception {
    assertThat(csv("a,b\n1,x\n2,\"y\n3,z\n").rejecting("100%").refusal())
        .contains("x.csv", "opened in the row of line 3 is never closed");
  }

  @Test
  void csv_declaredTypes_rejectWhatDoesNotFit() throws Exception {
    Ingesting ingesting =
        csv("id,n,s\n1,5,007\n2,NaN,x\n3,,y\n").types("n", "number", "s", "string").rejecting("1");

    Examples examples = ingesting.run();

    assertThat(columns(examples)).containsExactly("id BIGINT", "n DOUBLE", "s VARCHAR");
    assertThat(Tables.rows(examples, "train")).containsExactly("1,5.0,007", "3,null,y");
    assertThat(rejects(examples))
        .containsExactly("3: 'n' is 'NaN', expected a number that keeps its digits");
    assertThat(csv("a,b\n1,2\n").types("c", "number").refusal())
        .contains("'c', which is not there");
  }

  @Test
  void csv_mixedValues_becomeAStringWithANote() throws Exception {
    Ingesting ingesting = csv("when,empty\n2001-01-31,\n31.01.2001,\n");

    assertThat(ingesting.rows()).containsExactly("2001-01-31,null", "31.01.2001,null");
    assertThat(ingesting.task().lines())
        .contains(
            "column 'when' is read as string, because its values are of different kinds:"
                + " 1 timestamps, 1 texts, such as '31.01.2001'",
            "column 'empty' has no values: it is read as string");
  }

  @Test
  void csv_datesOfSeveralForms_areStringsToTheLetter() throws Exception {
    Files.writeString(folder.resolve("x.csv"), "d\n2001-01-02\n01/02/2001\n2 Jan 2001\n");

    Examples examples = Ingesting.of(folder, "x.csv").run();

    assertThat(Ingesting.columns(examples)).containsExactly("d VARCHAR");
    assertThat(Tables.rows(examples, "train"))
        .containsExactly("01/02/2001", "2 Jan 2001", "2001-01-02");
  }

  @Test
  void csv_columnNamedTwice_isRefused() throws Exception {
    assertThat(csv("a,b,a\n1,2,3\n").refusal()).contains("x.csv has two columns named 'a'");
    assertThat(csv("a,b,A\n1,2,3\n").refusal()).contains("columns 'a' and 'A'", "rename");
    assertThat(csv("a\0,b\n1,2\n").refusal()).contains("whose name has a NUL");
  }

  @Test
  void csv_dataWhereNamesAreExpected_isRefused() throws Exception {
    assertThat(csv("3.5,x\n4.5,y\n").refusal())
        .contains("line 1: expected the names of the columns, found '3.5'", "header");
    assertThat(csv("2001,x\n4,y\n").dialect("{\"header\": true}").rows()).containsExactly("4,y");
  }

  @Test
  void csv_manyColumns_areRead() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int row = -1; row < 20; row++) {
      for (int column = 0; column < 2_500; column++) {
        text.append(column == 0 ? "" : ",").append(row < 0 ? "c" + column : "" + row * column);
      }
      text.append('\n');
    }

    Examples examples =
        csv(text.toString()).select("SELECT *, 'train' AS \"split here\" FROM source").run();

    assertThat(Tables.query("SELECT sum(c2499), count(*) FROM " + Tables.table(examples)))
        .containsExactly(2499L * 190 + ",20");
  }

  @Test
  void csv_veryLongLine_isRejectedAndTheNextRead() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("x.csv"))) {
      out.write("a,b\n1,x\n2,".getBytes(UTF_8));
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 'z');
      for (int i = 0; i < 20; i++) {
        out.write(block);
      }
      out.write("\n3,y\n".getBytes(UTF_8));
    }
    Examples examples = Ingesting.of(folder, "x.csv").rejecting("1").run();

    assertThat(Tables.rows(examples, "train")).containsExactly("1,x", "3,y");
    assertThat(rejects(examples)).containsExactly("3: a row of more than 16 MiB");
  }

  @Test
  void csv_longValue_isKept() throws Exception {
    String value = "é".repeat(3_000_000);

    Examples examples = csv("a,b\n1,\"" + value + "\"\n2,x\n").run();

    assertThat(Tables.query("SELECT length(b) FROM " + Tables.table(examples) + " ORDER BY 1"))
        .containsExactly("1", "3000000");
  }

  @Test
  void csv_manyMegabytesWithLineBreaksInQuotes_areCountedInParts() throws Exception {
    StringBuilder text = new StringBuilder("i,s\n");
    for (int i = 0; i < 600_000; i++) {
      text.append(i).append(",\"").append("line\n1,2\n\"\"".repeat(i % 7)).append("\"\n");
    }

    Examples examples = csv(text.toString()).run();

    assertThat(
            Tables.query("SELECT count(*), sum(i), sum(length(s)) FROM " + Tables.table(examples)))
        .containsExactly("600000,179999700000," + 10L * lengths());
    assertThat(count(examples, "read")).isEqualTo(600_000);
  }

  private static long lengths() {
    return IntStream.range(0, 600_000).map(i -> i % 7).asLongStream().sum();
  }

  @Test
  void csv_onlyNames_hasNoRows() throws Exception {
    assertThat(csv("a,b\n").refusal()).contains("the source files hold no rows");
    assertThat(csv("\n\n").refusal()).contains("x.csv has no rows, nor names of columns");
  }

  @Test
  void csv_files_haveTheirColumnsInAnyOrderAndTypesTogether() throws Exception {
    csv("1.csv", "a,b,c\n1,x,\n".getBytes(UTF_8));
    csv("2.csv", "c;b;a\n5;y;0.5\n".getBytes(UTF_8));

    Ingesting both = Ingesting.of(folder, "*.csv");

    assertThat(both.rows()).containsExactly("0.5,y,5", "1.0,x,null");
    csv("3.csv", "a,c\n1,2\n".getBytes(UTF_8));
    assertThat(both.refusal()).contains("column 'b' is missing in 3.csv and there in 1.csv");
  }

  @Test
  void csv_blankLines_areNoRowsUnlessTheyAreOneMissingValue() throws Exception {
    assertThat(csv("\na,b\n\n1,x\n\n").rows()).containsExactly("1,x");
    assertThat(csv("a\n1\n\n2\n").rows()).containsExactly("1", "2", "null");
  }

  @Test
  void csv_carriageReturnsAlone_areNoLineBreaks() throws Exception {
    assertThat(csv("a,b\r1,x\r2,y\r").refusal())
        .contains("x.csv line 1", "a carriage return that no line feed follows");
  }
}
