package dev.millrace.cli;

import dev.millrace.core.api.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

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

  /** A share of one, in percent. */
  static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "–";
  }

  static String figure(OptionalDouble value, int decimals) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble())
        : "–";
  }

  static String figure(Optional<Double> value, int decimals) {
    return figure(value.map(OptionalDouble::of).orElse(OptionalDouble.empty()), decimals);
  }

  /** What a reason lists, one thing a line. */
  static List<String> parts(String reason) {
    return List.of(reason.split("; "));
  }

  /** The first of what a reason lists, and how many more there are. */
  static String first(String reason) {
    List<String> parts = parts(reason);
    return parts.size() == 1 ? reason : parts.getFirst() + ", " + (parts.size() - 1) + " more";
  }

  /** A text as a shell takes it for one word. */
  static String quoted(String text) {
    return text.matches("[\\w./:=@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The start of a text, at most so many characters long. */
  static String clipped(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
  }
}
