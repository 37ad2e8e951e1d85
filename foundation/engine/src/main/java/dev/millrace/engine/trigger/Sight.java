package dev.millrace.engine.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a trigger sees at a moment.
 *
 * @param ready what has come and was not dealt with, oldest first; of many there are only the first
 *     and the last
 * @param between how many those are that are left out
 * @param missed true if what is ready came while nobody looked
 * @param otherwise why nothing is ready, in words
 * @param again when there can be something new, if that is known beforehand
 */
record Sight(
    List<Occurrence> ready,
    long between,
    boolean missed,
    String otherwise,
    Optional<Instant> again) {

  /** Nobody wants to know how many more there are than these. */
  static final long MOST_COUNTED = 1_000;

  Sight {
    ready = List.copyOf(ready);
  }

  static Sight nothing(String why, Optional<Instant> again) {
    return new Sight(List.of(), 0, false, why, again);
  }

  static Sight of(List<Occurrence> ready, boolean missed, Optional<Instant> again) {
    return new Sight(ready, 0, missed, "", again);
  }

  /** How many are ready. */
  long count() {
    return ready.size() + between;
  }
}
