package dev.millrace.app.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that can be set, and goes on from there at its natural pace, so that durations measured
 * by it are real. It is never set back.
 */
public final class ReplayClock extends Clock {

  private volatile Setting setting;

  private record Setting(Instant instant, long nanos) {}

  public ReplayClock(Instant start) {
    setting = new Setting(start, System.nanoTime());
  }

  /** Moves on to an instant; does nothing if that is past. */
  public synchronized void advanceTo(Instant instant) {
    if (instant.isAfter(instant())) {
      setting = new Setting(instant, System.nanoTime());
    }
  }

  @Override
  public Instant instant() {
    Setting now = setting;
    return now.instant().plus(Duration.ofNanos(System.nanoTime() - now.nanos()));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return this;
    }
    throw new IllegalArgumentException("a replay's clock is in UTC, not in " + zone);
  }
}
