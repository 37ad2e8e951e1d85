package dev.millrace.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.data.Tables;
import dev.millrace.data.duckdb.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {

  @TempDir Path folder;

  private ScanDatabase open(Path... files) throws Exception {
    return ScanDatabase.open(folder, List.of(files), 128L << 20);
  }

  @Test
  void columns_ofEveryKind_areWhatTheQueryGives() throws Exception {
    String query =
        """
        SELECT i, i / 3.0::DOUBLE, i % 2 = 0, CASE WHEN i % 7 = 3 THEN NULL ELSE i END
        FROM range(5000) t(i)""";
    long[] longs = new long[Scan.MOST_ROWS];
    double[] doubles = new double[Scan.MOST_ROWS];
    byte[] flags = new byte[Scan.MOST_ROWS];
    long[] present = new long[Scan.MOST_ROWS / 64];
    int at = 0;
    try (ScanDatabase database = open();
        ScanConnection connection = database.connect();
        Scan scan = connection.scan(query)) {
      while (scan.next()) {
        scan.longs(0, longs);
        scan.doubles(1, doubles);
        scan.booleans(2, flags);
        assertThat(scan.presence(0, present)).isEqualTo(scan.rows());
        int values = scan.presence(3, present);
        int counted = 0;
        for (int row = 0; row < scan.rows(); row++, at++) {
          assertThat(longs[row]).isEqualTo(at);
          assertThat(doubles[row]).isEqualTo(at / 3.0);
          assertThat(flags[row]).isEqualTo((byte) (at % 2 == 0 ? 1 : 0));
          boolean there = ((present[row / 64] >>> row) & 1) != 0;
          assertThat(there).isEqualTo(at % 7 != 3);
          counted += there ? 1 : 0;
        }
        assertThat(values).isEqualTo(counted);
      }
    }
    assertThat(at).isEqualTo(5000);
  }

  @Test
  void strings_shortLongEmptyAndWithNul_areRead() throws Exception {
    List<String> expected =
        List.of("", "a", "abc", "twelve bytes", "thirteen byte", "é😀\0z", "x".repeat(100_000));
    StringBuilder query = new StringBuilder();
    for (String text : expected) {
      query
          .append(query.isEmpty() ? "" : " UNION ALL ")
          .append("SELECT ")
          .append(Sql.text(text).replace("\0", "' || chr(0) || '"));
    }
    Path file = Tables.write(folder.resolve("texts.parquet"), query.toString());
    List<String> read = new ArrayList<>();
    StringVector vector = new StringVector();
    try (ScanDatabase database = open(file);
        ScanConnection connection = database.connect();
        Scan scan = connection.scan("SELECT * FROM " + Tables.table(file))) {
      while (scan.next()) {
        scan.strings(0, vector);
        for (int row = 0; row < vector.rows(); row++) {
          byte[] bytes = new byte[vector.length(row)];
          vector.copy(row, 0, bytes, bytes.length);
          read.add(new String(bytes, StandardCharsets.UTF_8));
          if (bytes.length > 2) {
            vector.copy(row, 1, bytes, 2);
            assertThat(bytes[0]).isEqualTo(read.getLast().getBytes(StandardCharsets.UTF_8)[1]);
          }
        }
      }
    }
    assertThat(read).containsExactlyElementsOf(expected);
  }

  @Test
  void scan_wrongQueryOrValue_saysWhatIsWrong() throws Exception {
    try (ScanDatabase database = open();
        ScanConnection connection = database.connect()) {
      assertThatThrownBy(() -> connection.scan("SELECT nothing"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("nothing");
      assertThatThrownBy(
              () -> {
                try (Scan scan =
                    connection.scan("SELECT CAST('x' || i AS BIGINT) FROM range(9) t(i)")) {
                  while (scan.next()) {
                    assertThat(scan.rows()).isPositive();
                  }
                }
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("x0");
    }
  }

  @Test
  void open_otherFiles_areOutOfReach() throws Exception {
    Path file = Tables.write(folder.resolve("mine.parquet"), "SELECT 1 AS a");
    Path other = Tables.write(folder.resolve("other.parquet"), "SELECT 1 AS a");
    try (ScanDatabase database = open(file);
        ScanConnection connection = database.connect()) {
      connection.execute("SELECT * FROM " + Tables.table(file));
      assertThatThrownBy(() -> connection.execute("SELECT * FROM " + Tables.table(other)))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void shared_fileWrittenAnewWithTheSameTime_isReadAnew() throws Exception {
    Path file = Tables.write(folder.resolve("one.parquet"), "SELECT 'before' AS a");
    FileTime written = Files.getLastModifiedTime(file);
    assertThat(sharedTexts(file)).isEqualTo(List.of(List.of("before")));
    Files.delete(file);
    Files.setLastModifiedTime(Tables.write(file, "SELECT 'behind' AS a"), written);

    assertThat(sharedTexts(file)).isEqualTo(List.of(List.of("behind")));
  }

  private static List<List<String>> sharedTexts(Path file) throws Exception {
    try (ScanDatabase database = ScanDatabase.shared();
        ScanConnection connection = database.connect()) {
      return connection.texts("SELECT * FROM " + Tables.table(file), 1);
    }
  }

  @Test
  void next_interruptedThread_stops() throws Exception {
    try (ScanDatabase database = open();
        ScanConnection connection = database.connect();
        Scan scan = connection.scan("SELECT i FROM range(1000000) t(i)")) {
      assertThat(scan.next()).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(scan::next).isInstanceOf(InterruptedException.class);
    }
  }
}
