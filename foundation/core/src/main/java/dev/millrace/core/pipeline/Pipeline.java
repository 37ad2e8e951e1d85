package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A pipeline written in Java: ordinary composition that the compiler checks. Naming a step returns
 * its record of outputs, filled with promised artifacts and values, which go into the records of
 * inputs of later steps. What is wrong is refused where it is written.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipeline.named("flight-delays");
 * Value<Integer> trees = pipeline.param("trees", Param.integer().withDefault(200).min(10));
 * Train.Outputs trained = pipeline.step("train", new Train(), new Train.Inputs(rows, trees));
 * PipelineSpec spec = pipeline.spec();
 * }</pre>
 */
public final class Pipeline {

  private final String name;
  private String description = "";
  private final SequencedMap<String, ParameterSpec> params = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> steps = new LinkedHashMap<>();
  private final Map<String, Optional<ComponentSignature>> signatures = new LinkedHashMap<>();
  private final List<TriggerSpec> triggers = new ArrayList<>();

  private Pipeline(String name) {
    this.name = name;
  }

  public static Pipeline named(String name) {
    require(Names.isPipeline(name), "'" + name + "' is no name of a pipeline: " + Names.PIPELINE);
    return new Pipeline(name);
  }

  /** An artifact to be found in the store when a task starts, such as {@code champion}. */
  public static <A extends Artifact> A sought(ArtifactType<A> type, String query) {
    return type.over(new Handle.Sought(query));
  }

  public Pipeline description(String text) {
    this.description = text;
    return this;
  }

  /** Adds a parameter; the value goes into records of inputs. */
  public <T> Value<T> param(String id, Param<T> param) {
    require(Names.isId(id), "'" + id + "' is no id of a parameter: " + Names.ID);
    require(!params.containsKey(id), "there is already a parameter '" + id + "'");
    ParameterSpec spec = param.spec();
    spec.defaultValue()
        .flatMap(value -> Parameters.problem(spec, value))
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException("the default of '" + id + "': " + wrong);
            });
    params.put(id, Parameters.normal(spec));
    return new Value.Parameter<>(id);
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
    require(Names.isId(id), "'" + id + "' is no id of a step: " + Names.ID);
    require(!steps.containsKey(id), "there is already a step '" + id + "'");
    for (String earlier : after) {
      require(steps.containsKey(earlier), "there is no step '" + earlier + "' to come after");
    }
    ComponentSignature signature = ComponentSignature.of(component);
    DefinedInputs defined = new DefinedInputs(scope(), signature);
    steps.put(id, new StepSpec(signature.name(), defined.bindings(id, inputs), List.of(after)));
    signatures.put(id, Optional.of(signature));
    @SuppressWarnings("unchecked") // the signature was read from O itself
    O promised = (O) signature.promisedOutputs(id);
    return promised;
  }

  private Scope scope() {
    Map<String, Optional<ParameterSpec>> known = new LinkedHashMap<>();
    params.forEach((id, spec) -> known.put(id, Optional.of(spec)));
    return new Scope(known, signatures);
  }

  /** Adds what starts a run by itself. */
  public Pipeline trigger(TriggerSpec trigger) {
    for (Scope.Fault fault : TriggerCheck.faults(trigger, steps.keySet())) {
      throw new IllegalArgumentException(fault.message() + "; " + fault.remedy());
    }
    triggers.add(trigger);
    return this;
  }

  public PipelineSpec spec() {
    return new PipelineSpec(name, description, params, steps, triggers);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
