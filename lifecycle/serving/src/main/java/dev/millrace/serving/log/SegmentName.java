package dev.millrace.serving.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file of the request log, {@code predictions-2001-03-05-<writer>.jsonl}: what it
 * holds, the day of the event times in it (UTC), and the log that wrote it. The day lets a window
 * be read without the rest; the writer lets processes share a home without sharing a file.
 */
record SegmentName(Kind kind, LocalDate day, String writer) {

  private static final Pattern FORM =
      Pattern.compile("(predictions|labels)-(\\d{4}-\\d{2}-\\d{2})-([0-9a-f]{32})\\.jsonl");

  enum Kind {
    PREDICTIONS("predictions"),
    LABELS("labels");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** Empty for a file that is none of the log's. */
  static Optional<SegmentName> parse(String fileName) {
    Matcher form = FORM.matcher(fileName);
    if (!form.matches()) {
      return Optional.empty();
    }
    Kind kind = form.group(1).equals(Kind.LABELS.text) ? Kind.LABELS : Kind.PREDICTIONS;
    try {
      return Optional.of(new SegmentName(kind, LocalDate.parse(form.group(2)), form.group(3)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static LocalDate day(Instant eventTime) {
    return LocalDate.ofInstant(eventTime, ZoneOffset.UTC);
  }

  String fileName() {
    return kind.text + "-" + day + "-" + writer + ".jsonl";
  }
}
