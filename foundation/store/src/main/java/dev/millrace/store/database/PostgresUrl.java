package dev.millrace.store.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a PostgreSQL database is: {@code jdbc:postgresql://host:port/name?user=…&password=…}. What
 * follows the place is kept apart from it, so that no message and no log has the password.
 *
 * @param place without parameters
 * @param parameters of the driver, user and password among them
 */
record PostgresUrl(String place, Map<String, String> parameters) {
  private static final String PREFIX = "jdbc:postgresql://";

  /**
   * Reads a URL.
   *
   * @throws UserError that does not repeat it, if it is another one
   */
  static PostgresUrl parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw unknown("expected one that starts with " + PREFIX);
    }
    int query = text.indexOf('?');
    String place = query < 0 ? text : text.substring(0, query);
    if (place.contains("@")) {
      throw unknown("a user is not written before the host");
    }
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw unknown("behind the question mark come parameters such as user=NAME");
      }
      parameters.put(
          parameter.substring(0, equals),
          URLDecoder.decode(parameter.substring(equals + 1), UTF_8));
    }
    return new PostgresUrl(place, Map.copyOf(parameters));
  }

  /** For the driver. */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(parameters);
    properties.putIfAbsent("ApplicationName", "millrace");
    return properties;
  }

  /** For people. */
  @Override
  public String toString() {
    return place.substring(PREFIX.length());
  }

  private static UserError unknown(String why) {
    return UserError.usage("the URL of the database cannot be used: " + why)
        .hint("for example " + PREFIX + "localhost:5432/millrace?user=NAME&password=WORD");
  }
}
