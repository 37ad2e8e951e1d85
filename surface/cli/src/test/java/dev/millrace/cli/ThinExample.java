package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** The flights example with one flight in so many, so that training takes no time. */
final class ThinExample {

  private static final Path WHOLE = Path.of("../../examples/flights");

  private ThinExample() {}

  static Path make(Path directory, int oneIn) throws IOException, SQLException {
    Path data = Files.createDirectories(directory.resolve("data"));
    for (String name : List.of("pipeline.yaml", "schema.yaml")) {
      Files.copy(WHOLE.resolve(name), directory.resolve(name));
    }
    try (Stream<Path> weeks = Files.list(WHOLE.resolve("data"));
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      for (Path week : weeks.toList()) {
        statement.execute(
            """
            COPY (SELECT * EXCLUDE (file_row_number)
                  FROM read_parquet('%s', file_row_number = true)
                  WHERE file_row_number %% %d = 0 ORDER BY file_row_number)
            TO '%s' (FORMAT parquet)
            """
                .formatted(week, oneIn, data.resolve(week.getFileName())));
      }
    }
    return directory;
  }
}
