package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week of flights that came wrong never reaches a model. */
class CorruptedWeekTest {

  private static final int REFUSED = 4;

  @TempDir private Path directory;

  private void rewrite(Path week, String select) throws Exception {
    Path spoiled = week.resolveSibling("spoiled");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "COPY (%s FROM read_parquet('%s')) TO '%s' (FORMAT parquet)"
              .formatted(select, week, spoiled));
    }
    Files.move(spoiled, week, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void run_weekInKilometresWithCodesInLowerCase_isRefusedWithTheAnomalies() throws Exception {
    Path flights = ThinExample.make(Files.createDirectories(directory.resolve("flights")), 50);
    rewrite(
        flights.resolve("data/2001-02-12.parquet"),
        "SELECT date, delay, CAST(distance * 1.609344 AS INTEGER) AS distance,"
            + " lower(origin) AS origin, destination");
    Screen screen = new Screen(directory);

    int ended = screen.run("run", "flights", "--as-of", "2001-02-26");

    assertThat(ended).as(screen.err()).isEqualTo(REFUSED);
    assertThat(screen.err())
        .contains(
            "column 'distance' goes up to 6830, expected at most 5500 (eval)",
            "column 'origin' has other values than the schema's",
            "most often 'ord'");
    Screen after = new Screen(directory);
    assertThat(after.run("models", "list")).isZero();
    assertThat(after.out()).doesNotContain("flight-delays");
  }

  @Test
  void run_weeksAsTheyAre_meetTheSchema() throws Exception {
    Path flights = ThinExample.make(Files.createDirectories(directory.resolve("flights")), 50);
    Screen screen = new Screen(directory);

    screen.run("run", flights.toString(), "--as-of", "2001-06-25");

    assertThat(screen.err()).contains("✓ transform").doesNotContain("validation found errors");
  }
}
