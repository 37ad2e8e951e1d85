package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the start of a span is written in a path: {@code yyyy-MM-dd}, {@code yyyy/MM/dd}, {@code
 * yyyyMMdd'T'HH}.
 *
 * @param regex matches what the formatter may read
 */
record SpanFormat(DateTimeFormatter formatter, String regex) implements SpanMark {

  private static final Pattern PART = Pattern.compile("([a-zA-Z])\\1*|'([^']*)'|[^a-zA-Z']+");
  private static final Set<String> FIELDS = Set.of("yyyy", "MM", "dd", "HH", "mm");

  /**
   * @throws UserError saying what a format may hold
   */
  static SpanFormat parse(String format) {
    StringBuilder regex = new StringBuilder();
    for (MatchResult part : PART.matcher(format).results().toList()) {
      String written = part.group();
      if (part.group(2) != null) {
        regex.append(Pattern.quote(part.group(2)));
      } else if (part.group(1) == null) {
        regex.append(Pattern.quote(written));
      } else if (FIELDS.contains(written)) {
        regex.append("\\d{").append(written.length()).append('}');
      } else {
        throw unknown(format, written);
      }
    }
    if (!format.contains("yyyy")) {
      throw unknown(format, format);
    }
    return new SpanFormat(formatter(format.replace("yyyy", "uuuu")), regex.toString());
  }

  private static DateTimeFormatter formatter(String letters) {
    return new DateTimeFormatterBuilder()
        .appendPattern(letters)
        .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .toFormatter()
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  public LocalDateTime start(String written, String file) {
    try {
      return LocalDateTime.parse(written, formatter);
    } catch (DateTimeException e) {
      throw UserError.failure(
              "the span '" + written + "' in the name of " + file + " is not a date that exists")
          .hint("rename the file, or narrow the source pattern so that it does not match")
          .causedBy(e);
    }
  }

  private static UserError unknown(String format, String part) {
    return UserError.usage("'" + part + "' cannot stand in {span:" + format + "}")
        .hint(
            "write yyyy, and as fine as the spans are MM, dd, HH, mm; other text in 'quotes';"
                + " or {span}, {span:3} for numbers");
  }
}
