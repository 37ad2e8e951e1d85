package dev.millrace.data.duckdb;

import dev.millrace.core.error.UserError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What DuckDB says went wrong, in the words a person needs. */
public final class DuckDbErrors {

  private static final Pattern PLACE = Pattern.compile("(?s)\\R\\s*\\R?LINE \\d+:.*");
  private static final Pattern KIND = Pattern.compile("^(?:[A-Z][A-Za-z ]* Error: )+");
  private static final Pattern LINE = Pattern.compile("(?m)^LINE \\d+: (.*)\\R( *)\\^");

  /** Advice for people who write DuckDB's SQL themselves. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?s)\\R\\s*(?:Column .* is being converted as type|This type was|Possible (?:solutions|fixes)|"
              + "The search space used was).*");

  /** What a message may quote of a file that is anything but text. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\r\\t]]");

  private static final int LONGEST = 400;

  private DuckDbErrors() {}

  /** What to tell of a file whose rows or columns could not be read. */
  public static UserError unreadableParquet(Path file, SQLException error) {
    return UserError.failure(file + " cannot be read as Parquet: " + reason(error))
        .hint("the file is damaged or not what its name says; write it again from its origin")
        .causedBy(error);
  }

  /** The message without its class, advice and the excerpt of the SQL, on one line. */
  public static String reason(SQLException error) {
    String message = KIND.matcher(text(error)).replaceFirst("");
    String reason = ADVICE.matcher(PLACE.matcher(message).replaceFirst("")).replaceFirst("");
    String line = UNPRINTABLE.matcher(reason.strip()).replaceAll("�");
    String brief = line.replaceAll("\\.?\\s*\\R\\s*", "; ");
    return brief.length() <= LONGEST ? brief : brief.substring(0, LONGEST) + "…";
  }

  /** The part of the SQL that the error points at, such as {@code delai > 15}; empty if none. */
  public static String excerpt(SQLException error) {
    var line = LINE.matcher(text(error));
    if (!line.find()) {
      return "";
    }
    int prefix = line.start(1) - line.start();
    int from = Math.max(0, line.group(2).length() - prefix);
    return from < line.group(1).length() ? line.group(1).substring(from) : "";
  }

  private static String text(SQLException error) {
    return String.valueOf(error.getMessage());
  }
}
