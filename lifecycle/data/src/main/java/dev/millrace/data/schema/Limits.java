package dev.millrace.data.schema;

import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import java.util.Optional;

/** How many of something there may be, both ends included. */
public record Limits(
    @Range(min = 0) @Doc("At least so many") Optional<Long> min,
    @Range(min = 0) @Doc("At most so many") Optional<Long> max) {

  public static final Limits ANY = new Limits(Optional.empty(), Optional.empty());

  public static Limits of(long min, long max) {
    return new Limits(Optional.of(min), Optional.of(max));
  }

  public boolean tooFew(long count) {
    return min.filter(least -> count < least).isPresent();
  }

  public boolean tooMany(long count) {
    return max.filter(most -> count > most).isPresent();
  }

  /** The nearest limits that allow a count too. */
  public Limits allowing(long count) {
    return new Limits(
        min.map(least -> Math.min(least, count)), max.map(most -> Math.max(most, count)));
  }

  boolean contradictory() {
    return min.isPresent() && max.isPresent() && min.get() > max.get();
  }
}
