package dev.millrace.data.ingest;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a source pattern hole by hole, and puts together what it matches. */
final class PatternReader {

  static final Pattern HOLE = Pattern.compile("\\{([^}:]*)(?::([^}]*))?}|\\*\\*/|\\*\\*|\\*|\\?");

  private static final List<String> KNOWN =
      List.of("{version}", "{version:2}", "{span}", "{span:3}", "{span:yyyy-MM-dd}");
  private static final String WIDTH = "[1-9]|1[0-8]";

  private final String text;
  private final SpanOrigin origin;
  private final DateParts dates = new DateParts();
  private final StringBuilder regex = new StringBuilder();
  private Optional<SpanMark> span = Optional.empty();
  private boolean versioned;
  private int numberEnd = -1;

  /**
   * @param text as written, for messages
   */
  PatternReader(String text, SpanOrigin origin) {
    this.text = text;
    this.origin = origin;
  }

  /**
   * Reads a pattern from its first hole's folder on.
   *
   * @throws UserError if it has a hole that means nothing, or holes that do not go together
   */
  Pattern read(String open) {
    int done = 0;
    Matcher hole = HOLE.matcher(open);
    for (; hole.find(); done = hole.end()) {
      regex.append(Pattern.quote(open.substring(done, hole.start())));
      add(hole);
    }
    regex.append(Pattern.quote(open.substring(done)));
    if (span.isPresent() && dates.any()) {
      throw twoSpans();
    }
    span = span.or(() -> dates.format(text));
    if (versioned && span.isEmpty()) {
      throw UserError.usage("the source " + text + " has a version, and no span that it is of")
          .hint("put {span:yyyy-MM-dd}, {YYYY} or {span} where the names tell the span");
    }
    if (!(span.orElse(null) instanceof SpanNumber)) {
      origin.requireNoZero(text);
    }
    return Pattern.compile(regex.toString());
  }

  /** How the start of a span is told; empty where the pattern has no span. */
  Optional<SpanMark> span() {
    return span;
  }

  private void add(Matcher hole) {
    String name = String.valueOf(hole.group(1));
    Optional<String> form = Optional.ofNullable(hole.group(2));
    if (DateParts.is(hole.group())) {
      regex.append(dates.regex(hole.group()));
    } else if (name.equals("span")) {
      if (span.isPresent()) {
        throw twoSpans();
      }
      boolean dated = form.isPresent() && !form.get().matches("\\d*");
      span =
          Optional.of(
              dated ? SpanFormat.parse(form.get()) : origin.numbered(digits(hole, form), text));
      regex.append("(?<span>").append(span.get().regex()).append(')');
    } else if (name.equals("version")) {
      if (versioned) {
        throw UserError.usage("the source " + text + " has two versions; a file is of one");
      }
      versioned = true;
      regex.append("(?<version>").append(digits(hole, form)).append(')');
    } else {
      regex.append(wildcard(hole.group(), text));
    }
  }

  /** As many digits as the hole says; where it does not, two numbers cannot stand side by side. */
  private String digits(Matcher hole, Optional<String> width) {
    if (width.filter(digits -> !digits.matches(WIDTH)).isPresent()) {
      throw UserError.usage("the source " + text + " has an unknown part " + hole.group())
          .hint("the width of a number is 1 to 18 digits, as in {" + hole.group(1) + ":3}");
    }
    if (hole.start() == numberEnd) {
      throw UserError.usage("the source " + text + " has two numbers with nothing between them")
          .hint("give the first one a width, as in {span:3}");
    }
    numberEnd = width.isEmpty() ? hole.end() : -1;
    return width.map(digits -> "\\d{" + digits + "}").orElse("\\d{1,18}");
  }

  private UserError twoSpans() {
    return UserError.usage("the source " + text + " has two spans; a file is of one");
  }

  /** A pattern without holes for spans or versions, of a path whose parts slashes separate. */
  static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    int done = 0;
    Matcher hole = HOLE.matcher(pattern);
    for (; hole.find(); done = hole.end()) {
      regex.append(Pattern.quote(pattern.substring(done, hole.start())));
      regex.append(wildcard(hole.group(), pattern));
    }
    return Pattern.compile(regex.append(Pattern.quote(pattern.substring(done))).toString());
  }

  private static String wildcard(String hole, String text) {
    return switch (hole) {
      case "**/" -> "(?:[^/]+/)*";
      case "**" -> ".*";
      case "*" -> "[^/]*";
      case "?" -> "[^/]";
      default ->
          throw UserError.usage("the source " + text + " has an unknown part " + hole)
              .hint(
                  Suggestion.nearest(hole, KNOWN)
                      .map(known -> "did you mean '" + known + "'?")
                      .orElse(
                          "write {span:yyyy-MM-dd}, {span}, {YYYY}, {MM}, {DD}, {HH}, {version}, *"
                              + " or ?"));
    };
  }
}
