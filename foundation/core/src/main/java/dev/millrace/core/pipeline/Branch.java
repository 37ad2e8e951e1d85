package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Value;
import java.util.List;
import java.util.Optional;

/**
 * Where steps of a pipeline are added: always, where a condition is true, where it is false, or
 * when all others have ended. Several steps may be in one branch.
 *
 * <pre>{@code
 * Branch big = pipeline.when(Condition.greater(counted.rows(), Value.of(1000L)));
 * Fit.Outputs exact = big.step("exact", new FitExactly(), inputs);
 * Fit.Outputs fast = big.otherwise().step("fast", new FitFast(), inputs);
 * Model model = Pipeline.oneOf(exact.model(), fast.model());
 * }</pre>
 */
public final class Branch {

  private final Pipeline pipeline;
  private final boolean exiting;
  private final Optional<String> when;
  private final Optional<String> elseOf;
  private Optional<String> first = Optional.empty();

  Branch(Pipeline pipeline, boolean exiting, Optional<String> when, Optional<String> elseOf) {
    this.pipeline = pipeline;
    this.exiting = exiting;
    this.when = when;
    this.elseOf = elseOf;
  }

  /**
   * Adds a step.
   *
   * @param inputs promised outputs of earlier steps, parameters, given values
   * @param after steps that must end well first, beyond those whose outputs are inputs
   * @return what the step will make
   * @throws IllegalArgumentException naming everything in the inputs that does not fit
   */
  public <I extends Record, O extends Record> O step(
      String id, Component<I, O> component, I inputs, String... after) {
    return step(id, component, inputs, How.after(after));
  }

  /** Adds a step that is run in its own way. */
  public <I extends Record, O extends Record> O step(
      String id, Component<I, O> component, I inputs, How how) {
    return pipeline.add(new Addition(this, id, how), Definition.of(component), inputs);
  }

  /** Adds a pipeline as a step. */
  public <I extends Record, O extends Record> O step(
      String id, SubPipeline<I, O> nested, I inputs, String... after) {
    return step(id, nested, inputs, How.after(after));
  }

  /** Adds a pipeline as a step that is run in its own way. */
  public <I extends Record, O extends Record> O step(
      String id, SubPipeline<I, O> nested, I inputs, How how) {
    return pipeline.add(new Addition(this, id, how), pipeline.definition(id, nested), inputs);
  }

  /** Where steps are added that are run once for each element of a list. */
  public <T> Rounds<Value<T>> forEach(Value<List<T>> list) {
    return Rounds.of(pipeline, this, list);
  }

  /** Where steps are added that are run once for each artifact of a list. */
  public <A extends Artifact> Rounds<A> forEach(List<A> artifacts) {
    return Rounds.of(pipeline, this, artifacts);
  }

  /** The same where a condition is true. */
  public Branch when(Condition condition) {
    if (when.isPresent()) {
      throw new IllegalStateException("a branch has one condition: join two by and");
    }
    return new Branch(pipeline, exiting, Optional.of(pipeline.checked(condition, exiting)), elseOf);
  }

  /** Where the condition of this branch is false. */
  public Branch otherwise() {
    if (when.isEmpty()) {
      throw new IllegalStateException("a branch without a condition leaves nothing to an else");
    }
    String before =
        first.orElseThrow(
            () -> new IllegalStateException("add the steps of a branch before those of its else"));
    return new Branch(pipeline, exiting, Optional.empty(), Optional.of(before));
  }

  /** Where the condition of this branch is false and another is true. */
  public Branch otherwiseWhen(Condition condition) {
    return otherwise().when(condition);
  }

  boolean exiting() {
    return exiting;
  }

  StepFlow flow(Optional<StepFlow.FanOut> forEach) {
    return new StepFlow(when, elseOf, forEach);
  }

  void added(String id) {
    first = first.or(() -> Optional.of(id));
  }
}
