package dev.millrace.engine.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where a test has set it. */
final class SetClock extends Clock {

  private volatile Instant instant;

  SetClock(String instant) {
    this.instant = Instant.parse(instant);
  }

  void set(String later) {
    instant = Instant.parse(later);
  }

  void advance(Duration duration) {
    instant = instant.plus(duration);
  }

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
