package dev.millrace.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.Tables;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.model.DataType;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatisticsTest {

  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private FileStatistics count(Path... files) throws Exception {
    return FileStatistics.of(
        List.of(files), StatisticsOptions.PLAIN, folder.resolve("work"), PartialCache.none());
  }

  @Test
  void of_sameRowsInEveryFormat_givesTheSame() throws Exception {
    Path parquet =
        Tables.write(
            folder.resolve("a.parquet"),
            "SELECT * FROM (VALUES (1, 1.5, 'x', true), (2, NULL, 'y', false)) t(i, d, s, b)");
    Path zipped = folder.resolve("a.tsv.gz");
    try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      to.write("i\td\ts\tb\n1\t1.5\tx\ttrue\n2\t\ty\tfalse\n".getBytes(StandardCharsets.UTF_8));
    }

    var expected = count(parquet).statistics();

    assertThat(count(zipped).statistics().toJson()).isEqualTo(expected.toJson());
    assertThat(count(write("a.csv", "i,d,s,b\n1,1.5,x,true\n2,,y,false\n")).statistics().toJson())
        .isEqualTo(expected.toJson());
    assertThat(
            count(
                    write(
                        "a.jsonl",
                        """
                        {"i": 1, "d": 1.5, "s": "x", "b": true}
                        {"i": 2, "s": "y", "b": false}
                        """))
                .statistics()
                .toJson())
        .isEqualTo(expected.toJson());
  }

  /** A column that is whole numbers in one file and text in another is text in both. */
  @Test
  void of_severalTextFiles_takesTypesFromAllValues() throws Exception {
    Path one = write("one.csv", "n,t\n1,1\n2,2\n");
    Path other = write("other.csv", "n,t\n2.5,late\n");

    var features = count(one, other).statistics().features();

    assertThat(features.get("n")).isInstanceOf(NumericStatistics.class);
    assertThat(features.values())
        .extracting(f -> f.type())
        .containsExactly(DataType.NUMBER, DataType.STRING);
    assertThat(features.values()).allSatisfy(f -> assertThat(f.count()).isEqualTo(3));
  }

  @Test
  void of_raggedRows_countsThemAsRejected() throws Exception {
    FileStatistics counted = count(write("a.csv", "a,b\n1,2\n3\n4,5,6\n7,8\n"));

    assertThat(counted.statistics().rows()).isEqualTo(2);
    assertThat(counted.rejected()).isEqualTo(2);
    assertThat(counted.firstReject()).hasValueSatisfying(r -> assertThat(r).contains("line 3"));
  }

  @Test
  void of_unfitFiles_failsInWordsAndLeavesNothingBehind() throws Exception {
    Path one = write("one.csv", "a\n1\n");
    Path other = write("other.csv", "b\n1\n");
    Path damaged = write("damaged.parquet", "PAR1 not at all");
    Path empty = write("empty.csv", "");

    assertThatThrownBy(() -> count(one, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("column 'a' is missing in " + other + " and there in " + one)
        .hasMessageContaining("column 'b' is missing in " + one + " and there in " + other);
    assertThatThrownBy(() -> count(damaged))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("damaged.parquet");
    assertThatThrownBy(() -> count(empty)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> count(folder)).isInstanceOf(UserError.class);
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }
}
