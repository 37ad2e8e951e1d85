package dev.millrace.data.ingest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.rows.Rejects;
import java.util.stream.Collectors;

/**
 * How many rows may be rejected: a count such as {@code 10}, or a share such as {@code 1%}.
 *
 * @param text as written
 */
public record RejectLimit(@JsonValue String text) {

  /** What can be done about rows of text that are rejected. */
  static final String OF_TEXT =
      "mend the files, say how they are written with dialect and types, or raise max_rejects";

  private static final int NAMED = 3;

  public RejectLimit {
    if (!text.matches("\\d{1,18}")) {
      share(text);
    }
  }

  /**
   * Reads a count or a percentage.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RejectLimit read(Object written) {
    return new RejectLimit(String.valueOf(written));
  }

  private static Fraction share(String text) {
    try {
      return Fraction.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a number of rows such as 10, or a share of them such as 1%, found '"
              + text
              + "'",
          e);
    }
  }

  private boolean allows(long rejected, long read) {
    return text.endsWith("%")
        ? rejected <= share(text).value() * read
        : rejected <= Long.parseLong(text);
  }

  /**
   * @param read rows, with those rejected
   * @param remedy what can be done
   * @throws UserError naming the first of too many rejects
   */
  void require(Rejects rejects, long read, String remedy) {
    if (allows(rejects.count(), read)) {
      return;
    }
    long more = rejects.count() - Math.min(NAMED, rejects.kept().size());
    String first =
        rejects.kept().stream()
            .limit(NAMED)
            .map(Rejects.Reject::line)
            .collect(Collectors.joining("; "));
    throw UserError.failure(
            rejects.count()
                + " of "
                + read
                + " rows are rejected, and max_rejects is "
                + text
                + ": "
                + first
                + (more > 0 ? "; and " + more + " more" : ""))
        .hint(remedy);
  }
}
