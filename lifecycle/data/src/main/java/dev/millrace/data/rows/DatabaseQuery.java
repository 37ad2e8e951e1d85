package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query, in the SQL of the database that it is for. Where {@code {start}} and {@code {end}} stand
 * in it, the bounds of the span that is asked for are bound as parameters.
 *
 * @param sql with question marks for the bounds
 * @param bounds their names, in order
 */
public record DatabaseQuery(String sql, List<String> bounds) {

  private static final Pattern HOLE = Pattern.compile("'?\\{(start|end)}'?");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** The span that a run of the query is about. */
  public record Bounds(LocalDateTime start, LocalDateTime end) {

    LocalDateTime named(String name) {
      return name.equals("start") ? start : end;
    }
  }

  /**
   * @throws UserError if a bound stands within quotes, where it would be a text
   */
  public static DatabaseQuery parse(String text) {
    List<String> bounds = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    while (hole.find()) {
      if (hole.group().contains("'")) {
        throw UserError.usage("the query has " + hole.group() + " in quotes")
            .hint("write {" + hole.group(1) + "} without quotes: it is bound as a parameter");
      }
      bounds.add(hole.group(1));
      hole.appendReplacement(sql, "?");
    }
    return new DatabaseQuery(hole.appendTail(sql).toString(), List.copyOf(bounds));
  }

  /** Whether the query is about a span. */
  public boolean bounded() {
    return !bounds.isEmpty();
  }

  PreparedStatement prepare(
      Connection connection, DatabaseAddress address, Bounds span, ZoneId zone)
      throws SQLException {
    if (!address.isSqlite()) {
      try (PreparedStatement set =
          connection.prepareStatement("SELECT set_config('TimeZone', ?, false)")) {
        set.setString(1, zone.getId());
        set.execute();
      }
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setFetchSize(10_000);
      for (int i = 0; i < bounds.size(); i++) {
        LocalDateTime bound = span.named(bounds.get(i));
        if (address.isSqlite()) {
          statement.setString(i + 1, text(bound, span));
        } else {
          statement.setObject(i + 1, bound);
        }
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /**
   * SQLite compares texts: a date alone comes before every time of that day, as it should, where
   * the span begins and ends with days.
   */
  private static String text(LocalDateTime bound, Bounds span) {
    boolean days =
        span.start().toLocalTime().equals(LocalTime.MIDNIGHT)
            && span.end().toLocalTime().equals(LocalTime.MIDNIGHT);
    return days ? bound.toLocalDate().toString() : DATE_TIME.format(bound);
  }
}
