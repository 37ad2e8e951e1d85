package dev.millrace.core.pipeline;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether a step runs, and how often.
 *
 * @param when an expression of truth, {@code ${…}}; the step is skipped where it is false
 * @param elseOf the step whose condition must have been false for this one to be looked at
 * @param forEach a template of a list, or an artifact list; the step runs once for each element
 */
public record StepFlow(Optional<String> when, Optional<String> elseOf, Optional<FanOut> forEach) {

  /** Always, once. */
  public static final StepFlow ONCE =
      new StepFlow(Optional.empty(), Optional.empty(), Optional.empty());

  /** True if the step may be skipped without anything having gone wrong. */
  public boolean conditional() {
    return when.isPresent() || elseOf.isPresent();
  }

  /**
   * A step that is run once for each element of a list.
   *
   * @param over {@link Binding.Data} for a list of values; an artifact list otherwise
   * @param parallelism how many at once; as many as the machine allows if not given
   */
  public record FanOut(Binding over, Optional<Integer> parallelism) {

    /** Over the elements of a template of a list. */
    public static FanOut over(JsonNode template) {
      return new FanOut(new Binding.Data(template), Optional.empty());
    }
  }
}
