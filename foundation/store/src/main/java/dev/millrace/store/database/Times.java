package dev.millrace.store.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the tables keep them: whole microseconds since the epoch, rounded down. */
final class Times {
  private Times() {}

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
