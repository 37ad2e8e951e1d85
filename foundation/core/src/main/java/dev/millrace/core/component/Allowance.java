package dev.millrace.core.component;

import java.util.Optional;

/**
 * What a task has to itself while it runs, as far as its step says.
 *
 * @param cpus of the machine's; may be part of one
 * @param memoryBytes of the machine's
 */
public record Allowance(Optional<Double> cpus, Optional<Long> memoryBytes) {

  /** Nothing was said. */
  public static final Allowance NONE = new Allowance(Optional.empty(), Optional.empty());
}
