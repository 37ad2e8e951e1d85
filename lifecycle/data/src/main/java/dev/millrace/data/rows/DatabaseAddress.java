package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database to read from: {@code jdbc:sqlite:path} or {@code jdbc:postgresql://host:port/name}.
 * The user and the password of the latter come from the variables {@code PGUSER} and {@code
 * PGPASSWORD} of the step, so that no password stands in a pipeline. A connection can only read.
 *
 * @param place without parameters, which people may see
 */
public record DatabaseAddress(String place, Properties properties) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRES = "jdbc:postgresql://";

  /** Others can name classes to load or files to write. */
  private static final Set<String> PARAMETERS =
      Set.of(
          "user", "sslmode", "currentSchema", "connectTimeout", "socketTimeout", "ApplicationName");

  private static final int READ_ONLY = 1; // SQLITE_OPEN_READONLY

  /** Whether a source is a database. */
  public static boolean is(String source) {
    return source.startsWith("jdbc:");
  }

  /**
   * Reads a URL.
   *
   * @param resolve makes a path of a file absolute
   * @param environment the variables of the step
   * @throws UserError if it is of no database that can be read, or has a password
   */
  public static DatabaseAddress of(
      String url, UnaryOperator<Path> resolve, Map<String, String> environment) {
    if (url.startsWith(SQLITE)) {
      return sqlite(url.substring(SQLITE.length()), resolve);
    }
    if (url.startsWith(POSTGRES)) {
      return postgres(url, environment);
    }
    throw UserError.usage("the source is of no database that can be read")
        .hint("write jdbc:sqlite:path or jdbc:postgresql://host:port/name");
  }

  private static DatabaseAddress sqlite(String path, UnaryOperator<Path> resolve) {
    if (path.isEmpty() || path.contains("?") || path.startsWith(":") || path.startsWith("file:")) {
      throw UserError.usage("the source " + SQLITE + path + " does not name a file")
          .hint("write " + SQLITE + " and the path of the database, without parameters");
    }
    Path file = resolve.apply(Path.of(path)).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw UserError.notFound("there is no database " + file)
          .hint("paths are relative to the pipeline file");
    }
    Properties properties = new Properties();
    properties.setProperty("open_mode", Integer.toString(READ_ONLY));
    return new DatabaseAddress(SQLITE + file, properties);
  }

  private static DatabaseAddress postgres(String url, Map<String, String> environment) {
    int query = url.indexOf('?');
    String place = query < 0 ? url : url.substring(0, query);
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "millrace");
    for (String parameter : query < 0 ? new String[0] : url.substring(query + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!PARAMETERS.contains(name) || equals < 0) {
        throw UserError.usage("the source " + place + " cannot have the parameter '" + name + "'")
            .hint(
                "parameters are "
                    + String.join(", ", PARAMETERS.stream().sorted().toList())
                    + "; the password is a secret of the step: secrets: { PGPASSWORD: name }");
      }
      properties.setProperty(name, URLDecoder.decode(parameter.substring(equals + 1), UTF_8));
    }
    if (place.contains("@")) {
      throw UserError.usage("the source has a user before its host")
          .hint("the step names the user and the secret: env: { PGUSER: me }, secrets: …");
    }
    putIfThere(properties, "user", environment.get("PGUSER"));
    putIfThere(properties, "password", environment.get("PGPASSWORD"));
    return new DatabaseAddress(place, properties);
  }

  private static void putIfThere(Properties properties, String key, @Nullable String value) {
    if (value != null) {
      properties.setProperty(key, value);
    }
  }

  boolean isSqlite() {
    return place.startsWith(SQLITE);
  }

  /**
   * @throws UserError if there is no database, or it does not let us in
   */
  Connection connect() {
    try {
      Connection connection = DriverManager.getConnection(place, properties);
      connection.setAutoCommit(false); // PostgreSQL then sends rows by and by
      connection.setReadOnly(true);
      if (!isSqlite()) {
        // One view of the data for all queries; in SQLite a transaction is always that.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      }
      return connection;
    } catch (SQLException e) {
      throw UserError.unreachable("cannot connect to " + place + ": " + firstLine(e))
          .hint(
              isSqlite()
                  ? "is it a SQLite database, and may you read it?"
                  : "is the server there? PGUSER and the secret PGPASSWORD of the step say who asks")
          .causedBy(e);
    }
  }

  static String firstLine(SQLException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** The place: properties may hold a password. */
  @Override
  public String toString() {
    return place;
  }
}
