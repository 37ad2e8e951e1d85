package dev.millrace.data.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.Tables;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.model.DataType;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of files that are not as they should be: words, counted rejects, no changed value. */
class BadFilesTest {

  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  void wrongEncoding_rejectsItsRows() throws Exception {
    Files.write(folder.resolve("x.csv"), "a,b\nM\u00fcller,1\nx,2\n".getBytes(ISO_8859_1));

    FileStatistics counted = count("x.csv");

    assertThat(counted.statistics().rows()).isEqualTo(1);
    assertThat(counted.firstReject())
        .hasValueSatisfying(text -> assertThat(text).contains("line 2: bytes that are not UTF-8"));
  }

  @Test
  void lineOf200Megabytes_isRejectedAndTheNextRead() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("x.csv"))) {
      out.write("a,b\n1,2\n".getBytes(UTF_8));
      byte[] part = new byte[MEBIBYTE];
      Arrays.fill(part, (byte) 'x');
      for (int i = 0; i < 200; i++) {
        out.write(part);
      }
      out.write("\n3,4\n".getBytes(UTF_8));
    }

    FileStatistics counted = count("x.csv");

    assertThat(counted.statistics().rows()).isEqualTo(2);
    assertThat(counted.rejected()).isEqualTo(1);
  }

  @Test
  void columnNamedTwice_isNamed() throws Exception {
    write("x.csv", "a,b,a\n1,2,3\n");

    assertRefused("x.csv", "x.csv has two columns named 'a'");
  }

  @Test
  void manyColumns_areCounted() throws Exception {
    String names =
        IntStream.range(0, 2_500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    write("x.csv", names + "\n" + "1,".repeat(2_499) + "1\n");

    assertThat(count("x.csv").statistics().features()).hasSize(2_500);
  }

  @Test
  void columnWithoutValuesAndOfOneValue_areCounted() throws Exception {
    write("x.csv", "none,same\n,x\n,x\n");

    assertThat(count("x.csv").statistics().features().values())
        .extracting(feature -> feature.missing())
        .containsExactly(2L, 0L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\ntrue\nx\n2001-01-01\n",
        "\"1,234\"\n\"1,234.5\"\n",
        "2001-01-02\n01/02/2001\n2 Jan 2001\n",
        "2001-01-02\n2001-01-02T00:00:00Z\n",
      })
  void valuesOfSeveralForms_areStrings(String values) throws Exception {
    write("x.csv", "a\n" + values);

    FileStatistics counted = count("x.csv");

    assertThat(counted.statistics().features().values())
        .extracting(feature -> feature.type())
        .containsExactly(DataType.STRING);
    assertThat(counted.rejected()).isZero();
  }

  @Test
  void noRows_areCountedAsNone() throws Exception {
    write("x.csv", "a,b\n");
    Tables.write(folder.resolve("x.parquet"), "SELECT 1 AS n LIMIT 0");
    write("x.jsonl", "\n\n");

    assertThat(count("x.csv").statistics().rows()).isZero();
    assertThat(count("x.parquet").statistics().rows()).isZero();
    assertRefused("x.jsonl", "x.jsonl holds no rows");
  }

  @Test
  void truncatedFiles_areNamedOrCounted() throws Exception {
    Path whole = Tables.write(folder.resolve("whole.parquet"), "SELECT i FROM range(9999) t(i)");
    cut(whole, "x.parquet");
    Path zipped = folder.resolve("whole.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("a,b\n1,2\n3,4\n".repeat(1_000).getBytes(UTF_8));
    }
    cut(zipped, "x.csv.gz");
    write("open.csv", "a,b\n1,\"2\n3,4\n");
    write("short.csv", "a,b\n1,2\n3");

    assertRefused(
        "x.parquet", "x.parquet cannot be read as Parquet: No magic bytes found at end of file");
    assertRefused("x.csv.gz", "x.csv.gz cannot be unpacked: it is truncated");
    assertRefused("open.csv", "opened in the row of line 2 is never closed");
    assertThat(count("short.csv").rejected()).isEqualTo(1);
  }

  private void cut(Path whole, String name) throws Exception {
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private FileStatistics count(String name) throws Exception {
    return FileStatistics.of(
        List.of(folder.resolve(name)),
        StatisticsOptions.PLAIN,
        folder.resolve("work"),
        PartialCache.none());
  }

  private void assertRefused(String name, String words) {
    assertThatThrownBy(() -> count(name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
