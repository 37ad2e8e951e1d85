package dev.millrace.core.yaml;

import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.StepOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which steps may be skipped though nothing goes wrong: those with a condition, and those
 * that need what one of them makes.
 */
final class Skipping {

  private final Map<String, DraftStep> steps;
  private final Map<String, Boolean> known = new HashMap<>();

  /**
   * @param steps that are bound
   */
  Skipping(Map<String, DraftStep> steps) {
    this.steps = steps;
  }

  boolean mayBeSkipped(DraftStep step) {
    Boolean before = known.get(step.id);
    if (before != null) {
      return before;
    }
    known.put(step.id, false); // for steps that need each other in a ring
    boolean skipped =
        step.flow().conditional() || step.form.optional() || needsOneThatMayBeSkipped(step);
    known.put(step.id, skipped);
    return skipped;
  }

  private boolean needsOneThatMayBeSkipped(DraftStep step) {
    return step.inputs().stream()
        .filter(Port::required)
        .map(port -> step.bindings().get(port.name()))
        .filter(binding -> binding instanceof Binding.Data || binding instanceof Binding.Output)
        .flatMap(binding -> StepOrder.dependencies(binding).stream())
        .map(steps::get)
        .anyMatch(needed -> needed != null && mayBeSkipped(needed));
  }
}
