package dev.millrace.data.schema;

import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import java.util.Optional;

/**
 * How many rows a data set may have, in all its splits together.
 *
 * @param leastChange the least ratio to the rows of the data before it
 * @param mostChange the largest ratio to the rows of the data before it
 */
public record RowLimits(
    @Range(min = 0) @Doc("At least so many rows") Optional<Long> min,
    @Range(min = 0) @Doc("At most so many rows") Optional<Long> max,
    @Range(min = 0) @Doc("At least so many times the rows of the data before")
        Optional<Double> leastChange,
    @Range(min = 0) @Doc("At most so many times the rows of the data before")
        Optional<Double> mostChange) {

  /** The limits of the number itself. */
  public Limits count() {
    return new Limits(min, max);
  }

  /** The same with other limits of the number itself. */
  public RowLimits withCount(Limits limits) {
    return new RowLimits(limits.min(), limits.max(), leastChange, mostChange);
  }
}
