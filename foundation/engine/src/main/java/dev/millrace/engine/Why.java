package dev.millrace.engine;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a step ran, or did not: what of all that its result depends on is different from when its
 * component was last run with nearly the same.
 *
 * @param reason as recorded with the step
 * @param nearest the execution that has most in common with it; empty if its component had not been
 *     run before, or if the step has not come so far that it is known what it depends on
 */
public record Why(String step, TaskState state, String reason, Optional<Nearest> nearest) {

  /**
   * An earlier execution of the same component, in whatever pipeline.
   *
   * @param differences empty if it is the one whose result the step has taken
   */
  public record Nearest(
      Id run, String pipeline, String step, Instant recordedAt, int same, List<Part> differences) {}

  /**
   * One part of what a result depends on.
   *
   * @param name {@code code}, {@code input.examples}, {@code param.rounds}, {@code env.LANG},
   *     {@code outside}
   * @param here a short text, or a digest; empty if the step does not have that part
   */
  public record Part(String name, Optional<String> there, Optional<String> here) {}
}
