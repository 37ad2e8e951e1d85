package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Value;
import dev.millrace.core.expression.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where steps are added that are run once for each element of a list.
 *
 * @param <E> what an element is to the inputs of a step
 */
public final class Rounds<E> {

  private final Pipeline pipeline;
  private final Branch branch;
  private final Elements<E> elements;
  private final Optional<Integer> parallelism;

  private Rounds(
      Pipeline pipeline, Branch branch, Elements<E> elements, Optional<Integer> parallelism) {
    this.pipeline = pipeline;
    this.branch = branch;
    this.elements = elements;
    this.parallelism = parallelism;
  }

  /** A list, and what an element of it is. */
  private record Elements<E>(Binding over, FanItem item, Round<E> round) {}

  static <T> Rounds<Value<T>> of(Pipeline pipeline, Branch branch, Value<List<T>> list) {
    DefinedInputs inputs = pipeline.inputs(branch.exiting());
    Binding.Data over = inputs.list(list);
    Round<Value<T>> round =
        new Round<>(Value.template("${" + new Reference.Item(List.of()).text() + "}"));
    return new Rounds<>(
        pipeline, branch, new Elements<>(over, inputs.item(over), round), Optional.empty());
  }

  static <A extends Artifact> Rounds<A> of(Pipeline pipeline, Branch branch, List<A> artifacts) {
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("a step for each of no artifacts would never run");
    }
    ArtifactType<A> type = Pipeline.type(artifacts.getFirst());
    Binding over = pipeline.inputs(branch.exiting()).artifacts(type, artifacts);
    Round<A> round = new Round<>(type.over(new Handle.Item()));
    return new Rounds<>(
        pipeline,
        branch,
        new Elements<>(over, new FanItem.Artifacts(type), round),
        Optional.empty());
  }

  /** With so many at once; as many as the machine allows otherwise. */
  public Rounds<E> parallelism(int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least one round at once, found " + atOnce);
    }
    return new Rounds<>(pipeline, branch, elements, Optional.of(atOnce));
  }

  /**
   * Adds a step.
   *
   * @param inputs of one round, from its element
   * @return what the rounds will make, all together
   */
  public <I extends Record, O extends Record> FanIn<O> step(
      String id, Component<I, O> component, Function<Round<E>, I> inputs) {
    return step(id, component, inputs, How.usual());
  }

  /** Adds a step whose rounds are run in their own way. */
  public <I extends Record, O extends Record> FanIn<O> step(
      String id, Component<I, O> component, Function<Round<E>, I> inputs, How how) {
    return add(id, Definition.of(component), inputs, how);
  }

  /** Adds a pipeline as a step. */
  public <I extends Record, O extends Record> FanIn<O> step(
      String id, SubPipeline<I, O> nested, Function<Round<E>, I> inputs) {
    return add(id, pipeline.definition(id, nested), inputs, How.usual());
  }

  private <I extends Record, O extends Record> FanIn<O> add(
      String id, Definition<O> definition, Function<Round<E>, I> inputs, How how) {
    return pipeline.add(
        new Addition(branch, id, how),
        definition,
        inputs.apply(elements.round),
        new StepFlow.FanOut(elements.over, parallelism),
        elements.item);
  }
}
