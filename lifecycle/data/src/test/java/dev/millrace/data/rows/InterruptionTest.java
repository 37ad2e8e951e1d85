package dev.millrace.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that is cancelled stops reading, whatever it reads. */
class InterruptionTest {

  @TempDir Path folder;

  @Test
  void read_interruptedThread_stopsAndKeepsTheStatus() throws Exception {
    Path csv = Files.writeString(folder.resolve("x.csv"), "a\n1\n");
    Path json = Files.writeString(folder.resolve("x.jsonl"), "{\"a\": 1}\n");

    assertStops(() -> CsvFile.read(csv, "x.csv", Dialect.FOUND, 1));
    assertStops(() -> JsonLinesFile.read(json, "x.jsonl"));
  }

  @Test
  void read_interruptedBeforeAQuery_doesNotRunIt() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("x.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT 1 AS n");
    }
    DatabaseAddress address = DatabaseAddress.of("jdbc:sqlite:x.db", folder::resolve, Map.of());
    LocalDateTime noon = LocalDateTime.of(2001, 1, 1, 12, 0);
    DatabaseQuery.Bounds bounds = new DatabaseQuery.Bounds(noon, noon);
    DatabaseQuery query = DatabaseQuery.parse("SELECT n FROM t");
    DatabaseRows.Request request =
        new DatabaseRows.Request(address, query, List.of(bounds), ZoneId.of("UTC"));

    assertThat(DatabaseRows.read(request, folder.resolve("one")).getFirst().census().names())
        .containsExactly("n");
    assertStops(() -> DatabaseRows.read(request, folder.resolve("two")));
    assertThat(DatabaseRows.read(request, folder.resolve("two"))).hasSize(1);
  }

  private static void assertStops(ThrowingCallable reading) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(reading).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
