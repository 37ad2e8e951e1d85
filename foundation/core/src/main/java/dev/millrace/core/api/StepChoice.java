package dev.millrace.core.api;

import java.util.Optional;
import java.util.Set;

/**
 * Which steps of a pipeline a run is asked for; the rest is left out, and what is needed of it is
 * taken from earlier runs.
 *
 * @param from this step and all after it
 * @param to this step and all before it
 * @param only these steps; the other two are then empty
 */
public record StepChoice(Optional<String> from, Optional<String> to, Set<String> only) {

  public static final StepChoice ALL = new StepChoice(Optional.empty(), Optional.empty(), Set.of());
}
