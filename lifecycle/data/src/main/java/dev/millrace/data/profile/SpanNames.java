package dev.millrace.data.profile;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans that file names tell by their starts.
 *
 * @param count how many there are
 * @param length of each, as {@code ingest} takes it: the least time between two starts
 */
public record SpanNames(int count, String length) {

  /** Fewer are hardly a row of spans. */
  private static final int FEWEST = 3;

  /** How dates stand in names, the finest first. */
  private static final List<String> FORMATS =
      List.of(
          "yyyy-MM-dd'T'HH",
          "yyyy-MM-dd",
          "yyyy_MM_dd",
          "yyyy/MM/dd",
          "yyyyMMdd",
          "yyyy-MM",
          "yyyy_MM",
          "yyyy/MM");

  /** A pattern that names have in common, and what it tells. */
  record Found(String pattern, SpanNames spans) {}

  /** Of the starts of spans, ascending. */
  static SpanNames of(List<LocalDateTime> starts) {
    return new SpanNames(starts.size(), length(starts));
  }

  /** What all names have in common, if each has a date at the same place. */
  static Optional<Found> in(List<String> names) {
    return FORMATS.stream().flatMap(format -> in(names, format).stream()).findFirst();
  }

  private static Optional<Found> in(List<String> names, String format) {
    Pattern date = Pattern.compile("(?<!\\d)" + digits(format) + "(?!\\d)");
    DateTimeFormatter reader = reader(format);
    TreeSet<LocalDateTime> starts = new TreeSet<>();
    List<String> heads = new ArrayList<>();
    List<String> tails = new ArrayList<>();
    for (String name : names) {
      Matcher found = date.matcher(name);
      if (!found.find() || !(heads.isEmpty() || heads.contains(name.substring(0, found.start())))) {
        return Optional.empty();
      }
      try {
        starts.add(LocalDateTime.parse(found.group(), reader));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
      heads.add(name.substring(0, found.start()));
      tails.add(name.substring(found.end()));
    }
    if (starts.size() < FEWEST) {
      return Optional.empty();
    }
    String tail = tails.stream().distinct().count() == 1 ? tails.getFirst() : any(tails);
    String pattern = heads.getFirst() + "{span:" + format + "}" + tail;
    return Optional.of(new Found(pattern, of(List.copyOf(starts))));
  }

  /** Files of one span that differ in the rest of their names. */
  private static String any(List<String> tails) {
    String first = tails.getFirst();
    int folder = first.lastIndexOf('/') + 1;
    return first.substring(0, folder) + "*" + RowsPlace.ending(first);
  }

  private static String digits(String format) {
    return Pattern.compile("[a-zA-Z']")
        .matcher(format.replace("'T'", "~"))
        .replaceAll("\\\\d")
        .replace("~", "T");
  }

  private static DateTimeFormatter reader(String format) {
    return new DateTimeFormatterBuilder()
        .appendPattern(format)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .toFormatter();
  }

  private static String length(List<LocalDateTime> starts) {
    boolean firsts = starts.stream().allMatch(each -> each.getDayOfMonth() == 1);
    boolean midnights = starts.stream().allMatch(each -> each.getHour() == 0);
    Duration least = Duration.ofDays(1);
    for (int i = 1; i < starts.size(); i++) {
      Duration gap = Duration.between(starts.get(i - 1), starts.get(i));
      least = i == 1 || gap.compareTo(least) < 0 ? gap : least;
    }
    if (firsts && midnights && least.toDays() >= 365) {
      return "P1Y";
    }
    if (firsts && midnights && least.toDays() >= 28) {
      return least.toDays() >= 89 ? "P3M" : "P1M";
    }
    return midnights ? least.toDays() + "d" : least.toHours() + "h";
  }
}
