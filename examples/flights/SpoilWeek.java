import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;

/**
 * Writes a week of flights as it might come from a source that changed: distances in kilometres, and
 * codes of airports in lower case.
 *
 * <p>Run by spoil-week.sh: {@code java -cp duckdb_jdbc.jar SpoilWeek.java FILE}.
 */
class SpoilWeek {

  public static void main(String[] arguments) throws Exception {
    Path week = Path.of(arguments[0]);
    Path spoiled = week.resolveSibling("spoiled");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var sql = connection.createStatement()) {
      sql.executeUpdate(
          """
          COPY (
            SELECT date, delay, CAST(distance * 1.609344 AS INTEGER) AS distance,
              lower(origin) AS origin, destination
            FROM '%s'
          ) TO '%s' (FORMAT parquet)
          """
              .formatted(quoted(week), quoted(spoiled)));
    }
    Files.move(spoiled, week, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
