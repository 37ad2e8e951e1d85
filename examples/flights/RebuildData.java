import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * Splits flights-3m.parquet into one Parquet file a week, named for its Monday. The rows of a file
 * are totally ordered and its row groups are fixed, so the same DuckDB writes the same bytes on any
 * machine, with any number of threads.
 *
 * <p>Run by rebuild-data.sh: {@code java -cp duckdb_jdbc.jar RebuildData.java SOURCE DIRECTORY}.
 */
class RebuildData {

  private static final LocalDate FIRST_MONDAY = LocalDate.of(2001, 1, 1);
  private static final int WEEKS = 26;

  public static void main(String[] arguments) throws Exception {
    Path source = Path.of(arguments[0]);
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var sql = connection.createStatement()) {
      long copied = 0;
      for (int week = 0; week < WEEKS; week++) {
        LocalDate monday = FIRST_MONDAY.plusWeeks(week);
        copied += copyWeek(sql, source, monday, directory.resolve(monday + ".parquet"));
      }
      requireEveryRow(sql, source, copied);
    }
  }

  private static long copyWeek(Statement sql, Path source, LocalDate monday, Path target)
      throws Exception {
    return sql.executeUpdate(
        """
        COPY (
          SELECT date, delay, distance, origin, destination
          FROM '%s'
          WHERE date >= TIMESTAMP '%s' AND date < TIMESTAMP '%s'
          ORDER BY date, origin, destination, distance, delay
        ) TO '%s' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 122880)
        """
            .formatted(quoted(source), monday, monday.plusWeeks(1), quoted(target)));
  }

  private static void requireEveryRow(Statement sql, Path source, long copied) throws Exception {
    try (var rows = sql.executeQuery("SELECT count(*) FROM '%s'".formatted(quoted(source)))) {
      rows.next();
      if (rows.getLong(1) != copied) {
        throw new IllegalStateException(
            "the source has " + rows.getLong(1) + " rows, the weeks have " + copied);
      }
    }
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
