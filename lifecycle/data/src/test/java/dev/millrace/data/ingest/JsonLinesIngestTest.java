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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of values and lines of JSON, good and bad ones. */
class JsonLinesIngestTest {

  @TempDir Path folder;

  private Ingesting jsonl(String text) throws IOException {
    Files.writeString(folder.resolve("x.jsonl"), text);
    return Ingesting.of(folder, "x.jsonl");
  }

  private void gzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  @Test
  void jsonl_values_keepTheirTypes() throws Exception {
    Ingesting ingesting =
        jsonl(
            """
            {"i": 1, "n": 0.5, "s": "007", "b": true, "t": "2001-01-31T12:00:00Z", "big": 9007199254740993}

            {"n": 2, "s": "", "b": null, "new": "\\u0000é"}
            """);

    Examples examples = ingesting.run();

    assertThat(columns(examples))
        .containsExactly(
            "i BIGINT",
            "n DOUBLE",
            "s VARCHAR",
            "b BOOLEAN",
            "t TIMESTAMP",
            "big BIGINT",
            "new VARCHAR");
    assertThat(Tables.rows(examples, "train"))
        .containsExactly(
            "1,0.5,007,true,2001-01-31 12:00:00.0,9007199254740993,null",
            "null,2.0,,null,null,null,\0é");
  }

  @Test
  void jsonl_badLines_areRejectedWithLineAndReason() throws Exception {
    Ingesting ingesting =
        jsonl(
                """
                {"a": 1}
                {"a": 2
                [1]
                {"a": [1]}
                {"a": {"b": 1}}
                {"a": NaN}
                {"a": 1, "a": 2}
                {"a": 1} {"a": 2}
                {"a": "\\ud800"}
                {"a": 3}
                """)
            .rejecting("8");

    Examples examples = ingesting.run();

    assertThat(Tables.rows(examples, "train")).containsExactly("1", "3");
    assertThat(rejects(examples)).hasSize(8);
    assertThat(rejects(examples).get(1)).isEqualTo("3: no JSON object");
    assertThat(rejects(examples).get(2)).startsWith("4: 'a' holds a list");
    assertThat(rejects(examples).get(5)).isEqualTo("7: the key 'a' twice");
    assertThat(count(examples, "read")).isEqualTo(10);
  }

  @Test
  void jsonl_gzipAndOtherEnding_isRead() throws Exception {
    gzip("x.ndjson.gz", "{\"a\": 1}\n{\"a\": 2}");

    assertThat(Ingesting.of(folder, "x.ndjson.gz").rows()).containsExactly("1", "2");
  }

  @Test
  void jsonl_numbersOfMoreDigitsThanFit_stayWhatTheyAre() throws Exception {
    assertThat(jsonl("{\"a\": 12345678901234567890}\n{\"a\": 1}\n").rows())
        .containsExactly("1", "12345678901234567890");
  }

  @Test
  void jsonl_withoutKeys_hasNoRows() throws Exception {
    assertThat(jsonl("{}\n").refusal()).contains("holds no rows");
    assertThat(jsonl("{\"a\": 1}\n{\"A\": 1}\n").refusal()).contains("columns 'a' and 'A'");
  }
}
