package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * The parts of a date that stand apart in a path, {@code {YYYY}/{MM}/{DD}}. One that stands there
 * twice has to be the same both times.
 */
final class DateParts {

  /** From the longest to the shortest, with how each stands in a span's format. */
  private static final SequencedMap<String, String> FORMATS = formats();

  private final TreeSet<Integer> met = new TreeSet<>();

  private static SequencedMap<String, String> formats() {
    SequencedMap<String, String> formats = new LinkedHashMap<>();
    formats.put("YYYY", "yyyy");
    formats.put("MM", "-MM");
    formats.put("DD", "-dd");
    formats.put("HH", "-HH");
    return formats;
  }

  /** Whether a hole is such a part. */
  static boolean is(String hole) {
    return hole.length() > 2 && FORMATS.containsKey(hole.substring(1, hole.length() - 1));
  }

  /** What a part matches. */
  String regex(String hole) {
    String part = hole.substring(1, hole.length() - 1);
    boolean first = met.add(FORMATS.keySet().stream().toList().indexOf(part));
    return first ? "(?<" + part + ">\\d{" + part.length() + "})" : "\\k<" + part + ">";
  }

  boolean any() {
    return !met.isEmpty();
  }

  /**
   * The format of {@link #written}; empty if there are no parts.
   *
   * @throws UserError if one is there without the longer ones
   */
  Optional<SpanFormat> format(String pattern) {
    if (met.isEmpty()) {
      return Optional.empty();
    }
    if (met.last() != met.size() - 1) {
      throw UserError.usage(
              "the date in the source " + pattern + " has a gap: a part needs those before it")
          .hint("write {YYYY}, and as fine as the spans are {MM}, {DD}, {HH}");
    }
    return Optional.of(
        SpanFormat.parse(String.join("", FORMATS.values().stream().limit(met.size()).toList())));
  }

  /** The start of a span as a matching path writes it: in one piece, or put together. */
  static String written(Matcher path) {
    Map<String, Integer> groups = path.namedGroups();
    if (groups.containsKey("span")) {
      return path.group("span");
    }
    return String.join(
        "-", FORMATS.keySet().stream().filter(groups::containsKey).map(path::group).toList());
  }
}
