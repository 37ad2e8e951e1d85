package dev.millrace.app;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that a span was read from, where the pattern of a source tells it by dates alone. */
final class SpanFile {

  private static final Pattern SPAN = Pattern.compile("\\{span:([yMdH_.-]+)}");

  private SpanFile() {}

  /**
   * @param start of the span, as examples have it
   * @param zone of the calendar that the pattern is written in
   */
  static Optional<String> of(String pattern, String start, ZoneId zone) {
    Matcher matcher = SPAN.matcher(pattern);
    if (!matcher.find() || pattern.indexOf('*') >= 0) {
      return Optional.empty();
    }
    ZonedDateTime time = OffsetDateTime.parse(start).atZoneSameInstant(zone);
    String name =
        matcher.replaceAll(
            span ->
                Matcher.quoteReplacement(
                    DateTimeFormatter.ofPattern(span.group(1), Locale.ROOT).format(time)));
    return name.contains("{") ? Optional.empty() : Optional.of(name);
  }
}
