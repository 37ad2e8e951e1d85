package dev.millrace.core.pipeline;

import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Branches of a condition: where one runs, those before it do not. */
public final class Branches {

  private Branches() {}

  /**
   * The steps that a step is the else of, directly or by way of others.
   *
   * @param flow of a step by its id, if there is one
   */
  public static Set<String> before(StepFlow step, Function<String, Optional<StepFlow>> flow) {
    Set<String> found = new LinkedHashSet<>();
    Optional<String> at = step.elseOf();
    while (at.isPresent() && found.add(at.get())) {
      at = flow.apply(at.get()).flatMap(StepFlow::elseOf);
    }
    return found;
  }

  /** Of the branches before, the one whose output a binding cannot do without. */
  public static Optional<String> taken(Binding binding, Set<String> before) {
    return binding instanceof Binding.Data || binding instanceof Binding.Output
        ? StepOrder.dependencies(binding).stream().filter(before::contains).findFirst()
        : Optional.empty();
  }

  /** Of the branches before a step, the one whose output it takes. */
  static Optional<String> takenFromAnother(StepSpec step, Map<String, StepSpec> steps) {
    Set<String> before =
        before(step.flow(), id -> Optional.ofNullable(steps.get(id)).map(StepSpec::flow));
    return step.inputs().values().stream()
        .flatMap(binding -> taken(binding, before).stream())
        .findFirst();
  }
}
