package dev.millrace.cli;

import dev.millrace.core.api.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them. */
final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 1) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 100) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return String.format(
        Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
  }

  /** Where a run stands. */
  static String standing(RunSummary run) {
    return run.interrupted() ? "interrupted" : run.state().name().toLowerCase(Locale.ROOT);
  }

  /** To the minute, UTC. */
  static String instant(Instant instant) {
    return MINUTE.format(instant);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double kib = bytes / 1024.0;
    return kib < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / 1024);
  }

  /** The start of a text, at most so many characters long. */
  static String clipped(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
  }
}
