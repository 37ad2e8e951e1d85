package dev.millrace.app.replay;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The flights of past weeks, one in so many, in the order in which they left. */
final class FlightTraffic {

  private static final double MILES_PER_HOUR = 450;
  private static final Duration ON_THE_GROUND = Duration.ofMinutes(30);

  private final Path directory;
  private final int oneIn;
  private final Path scratch;

  /**
   * @param directory with a Parquet file a week, named for its Monday
   * @param oneIn 10 takes every tenth flight
   */
  FlightTraffic(Path directory, int oneIn, Path scratch) {
    this.directory = directory;
    this.oneIn = oneIn;
    this.scratch = scratch;
  }

  List<Flight> week(LocalDate monday) throws IOException {
    Path file = directory.resolve(monday + ".parquet");
    if (!Files.exists(file)) {
      throw UserError.notFound(
              "there are no flights of the week of " + monday + ": no file " + file)
          .hint("examples/flights/rebuild-data.sh --write makes the data again");
    }
    try (DuckDb duckDb = DuckDb.open(scratch, 1)) {
      return duckDb.rows(
          """
          SELECT epoch_us(date) AS departed, distance, origin, destination, delay > 15 AS late
          FROM read_parquet(%s, file_row_number = true)
          WHERE file_row_number %% %d = 0
          ORDER BY file_row_number
          """
              .formatted(Sql.sources(List.of(file)), oneIn),
          FlightTraffic::flight);
    } catch (SQLException e) {
      throw UserError.failure(file + " cannot be read: " + DuckDbErrors.reason(e)).causedBy(e);
    }
  }

  private static Flight flight(ResultSet row) throws SQLException {
    Instant departed = Instant.EPOCH.plus(row.getLong("departed"), ChronoUnit.MICROS);
    long distance = row.getLong("distance");
    Duration flying = Duration.ofSeconds(Math.round(distance / MILES_PER_HOUR * 3600));
    return new Flight(
        departed,
        distance,
        row.getString("origin"),
        row.getString("destination"),
        row.getBoolean("late"),
        departed.plus(flying).plus(ON_THE_GROUND));
  }
}
