package dev.millrace.data.ingest;

import static dev.millrace.data.ingest.Ingesting.rejectedTexts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What rejected rows look like in {@code rejects.jsonl}, whatever bytes they are. */
class RejectedTextTest {

  @TempDir Path folder;

  @Test
  void csv_row_isKeptAsItIsWritten() throws Exception {
    write("x.csv", "a,b\r\n1,2\r\n\"😀, \"\"quoted\"\"\",\0,3\r\n1,\"two\nlines\",\u2028\r\n");

    assertThat(rejectedTexts(rejecting("x.csv")))
        .containsExactly("\"😀, \"\"quoted\"\"\",\0,3", "1,\"two\nlines\",\u2028");
  }

  @Test
  void csv_bytesThatAreNoText_areWrittenInHex() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("a,b\n1,2\n".getBytes(UTF_8));
    bytes.write("Müller,".getBytes(ISO_8859_1));
    bytes.write(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98, '\n'});
    Files.write(folder.resolve("x.csv"), bytes.toByteArray());

    assertThat(rejectedTexts(rejecting("x.csv"))).containsExactly("M\\xfcller,\\xf0\\x9f\\x98");
  }

  @Test
  void csv_quoteInTheWrongPlace_showsAllOfTheRow() throws Exception {
    write("x.csv", "a,b\n1,2\n1\" long,2\n3,\"4\"5\n6,7");

    assertThat(rejectedTexts(rejecting("x.csv"))).containsExactly("1\" long,2", "3,\"4\"5");
  }

  @Test
  void csv_lastRowWithoutLineBreak_isWhole() throws Exception {
    write("x.csv", "a,b\n1,2\n1,2,3");

    assertThat(rejectedTexts(rejecting("x.csv"))).containsExactly("1,2,3");
  }

  @Test
  void csv_declaredTypes_showTheRowThatDoesNotFit() throws Exception {
    write("x.csv", "a,b\n1,2\nx,\"3\"\n");

    assertThat(
            rejectedTexts(Ingesting.of(folder, "x.csv").types("a", "integer").rejecting("9").run()))
        .containsExactly("x,\"3\"");
  }

  @Test
  void csv_longRow_isCutBetweenCharacters() throws Exception {
    write("x.csv", "a,b\n1,2\n" + "😀".repeat(1_000_000) + "\n" + "😀".repeat(1_000) + "\n");

    List<String> texts = rejectedTexts(rejecting("x.csv"));

    assertThat(texts).containsExactly("😀".repeat(1_000) + "…", "😀".repeat(1_000));
  }

  @Test
  void jsonl_line_isKeptAsItIsWritten() throws Exception {
    write("x.jsonl", "{\"a\":1}\n{\"a\": [\"😀\\u0000\"]}\r\n\uFFFDno \0JSON\n");

    assertThat(rejectedTexts(rejecting("x.jsonl")))
        .containsExactly("{\"a\": [\"😀\\u0000\"]}", "\uFFFDno \0JSON");
  }

  @Test
  void parquet_row_isJsonOfItsValues() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT * FROM (VALUES (1.5::DOUBLE, 'a', [1]), ('-inf'::DOUBLE, '😀\"' || chr(0), NULL))"
            + " t(x, s, l)");

    JsonNode row =
        Json.parse(
            rejectedTexts(
                    Ingesting.of(folder, "x.parquet")
                        .select("SELECT * EXCLUDE (l), 'train' AS \"split here\" FROM source")
                        .rejecting("1")
                        .run())
                .getFirst());

    assertThat(row.path("x").asString()).isEqualTo("-inf");
    assertThat(row.path("s").asString()).isEqualTo("😀\"\0");
    assertThat(row.path("l").isNull()).isTrue();
  }

  private Examples rejecting(String source) throws Exception {
    return Ingesting.of(folder, source).rejecting("100").run();
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
