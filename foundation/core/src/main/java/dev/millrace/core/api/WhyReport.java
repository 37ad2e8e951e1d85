package dev.millrace.core.api;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a step of a run ran, or did not.
 *
 * @param why as recorded with the step
 * @param nearest the earlier execution of its component that has most in common with it; empty if
 *     there is none, or if it is not known yet what the step's result depends on
 */
public record WhyReport(
    Id run, String step, TaskState state, String why, Optional<Execution> nearest) {

  /**
   * @param same how many parts of what the result depends on are the same
   * @param differences empty if it is the one whose result was taken
   */
  public record Execution(
      Id run,
      String pipeline,
      String step,
      Instant recordedAt,
      int same,
      List<Difference> differences) {}

  /**
   * One part that differs.
   *
   * @param part {@code code}, {@code input.NAME}, {@code param.NAME}, {@code env.NAME}, {@code
   *     outside}
   * @param there what it was in the earlier execution, a short text or a digest
   * @param here what it is in this one
   */
  public record Difference(String part, Optional<String> there, Optional<String> here) {}
}
