package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.Problem;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepFlow.FanOut;
import dev.millrace.core.value.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

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
  private final Map<String, Integer> poolsAround;
  private String description = "";
  private final SequencedMap<String, ParameterSpec> params = new LinkedHashMap<>();
  private final SequencedMap<String, InputSpec> inputs = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> steps = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> onExit = new LinkedHashMap<>();
  private final SequencedMap<String, Binding> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> pools = new LinkedHashMap<>();
  private final Map<String, Optional<ComponentSignature>> signatures = new LinkedHashMap<>();
  private final List<TriggerSpec> triggers = new ArrayList<>();

  private Pipeline(String name, Map<String, Integer> poolsAround) {
    this.name = name;
    this.poolsAround = poolsAround;
  }

  public static Pipeline named(String name) {
    require(Names.isPipeline(name), "'" + name + "' is no name of a pipeline: " + Names.PIPELINE);
    return new Pipeline(name, Map.of());
  }

  /** One that is written inside another, whose pools its steps may name. */
  static Pipeline nested(String step, Map<String, Integer> poolsAround) {
    require(Names.isId(step), "'" + step + "' is no id of a step: " + Names.ID);
    return new Pipeline(step, poolsAround);
  }

  /** An artifact to be found in the store when a task starts, such as {@code champion}. */
  public static <A extends Artifact> A sought(ArtifactType<A> type, String query) {
    return type.over(new Handle.Sought(query));
  }

  /** The artifacts of some spans of time, to be found in the store when a task starts. */
  public static <A extends Artifact> List<A> sought(ArtifactType<A> type, Spans spans) {
    return List.of(sought(type, "spans " + spans.text()));
  }

  /**
   * Files from outside, taken into the store when a task starts.
   *
   * @param path of a file or a directory, relative to the pipeline's; may contain expressions
   */
  public static <A extends Artifact> A imported(ArtifactType<A> type, String path) {
    return type.over(new Handle.Imported(path));
  }

  /** The artifact of whichever of several steps ran, the first of them if several did. */
  @SafeVarargs
  public static <A extends Artifact> A oneOf(A first, A second, A... others) {
    List<Handle.Promised> of = new ArrayList<>();
    of.add(Promises.of(first));
    of.add(Promises.of(second));
    for (A other : others) {
      of.add(Promises.of(other));
    }
    return type(first).over(new Handle.OneOf(of));
  }

  @SuppressWarnings("unchecked") // the type of a record's own class
  static <A extends Artifact> ArtifactType<A> type(A artifact) {
    return (ArtifactType<A>) ArtifactTypes.of(artifact.getClass());
  }

  /** The value of whichever of several steps ran, the first of them if several did. */
  @SafeVarargs
  public static <T> Value<T> oneOf(Value<T> first, Value<T> second, Value<T>... others) {
    List<Value<T>> of = new ArrayList<>();
    of.add(first);
    of.add(second);
    for (Value<T> other : others) {
      of.add(other);
    }
    return Promises.oneOf(of);
  }

  /**
   * A property of an artifact that a step will make, or that a nested pipeline will be given.
   *
   * @param type of the property
   */
  public static <T> Value<T> property(Artifact of, String property, Class<T> type) {
    return Promises.property(of, property);
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
        .flatMap(value -> Parameters.problem(Parameters.normal(spec), value))
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException("the default of '" + id + "': " + wrong);
            });
    params.put(id, Parameters.normal(spec));
    return new Value.Parameter<>(id);
  }

  /** Declares an artifact that is given from outside. */
  void input(String id, InputSpec input) {
    require(!params.containsKey(id), "'" + id + "' is a parameter and an input");
    inputs.put(id, input);
  }

  /** Limits how many tasks of steps that name the pool run at once. */
  public Pipeline pool(String id, int limit) {
    require(Names.isId(id), "'" + id + "' is no name of a pool: " + Names.ID);
    require(limit >= 1, "a pool has room for at least one task, found " + limit);
    pools.put(id, limit);
    return this;
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
    return always().step(id, component, inputs, after);
  }

  /** Adds a step that is run in its own way. */
  public <I extends Record, O extends Record> O step(
      String id, Component<I, O> component, I inputs, How how) {
    return always().step(id, component, inputs, how);
  }

  /** Adds a pipeline as a step. */
  public <I extends Record, O extends Record> O step(
      String id, SubPipeline<I, O> nested, I inputs, String... after) {
    return always().step(id, nested, inputs, after);
  }

  /** Where steps are added that are run once for each element of a list. */
  public <T> Rounds<Value<T>> forEach(Value<List<T>> list) {
    return always().forEach(list);
  }

  /** Where steps are added that are run once for each artifact of a list. */
  public <A extends Artifact> Rounds<A> forEach(List<A> artifacts) {
    return always().forEach(artifacts);
  }

  /** Where steps are added that run if a condition is true. */
  public Branch when(Condition condition) {
    return always().when(condition);
  }

  /** Where steps are added that run when all others have ended, however they did. */
  public Branch onExit() {
    return new Branch(this, true, Optional.empty(), Optional.empty());
  }

  private Branch always() {
    return new Branch(this, false, Optional.empty(), Optional.empty());
  }

  /** Names an artifact that this pipeline makes where it is nested in another. */
  public Pipeline output(String id, Artifact artifact) {
    return outputPart(id, artifact);
  }

  /** Names artifacts that this pipeline makes where it is nested in another. */
  public Pipeline output(String id, List<? extends Artifact> artifacts) {
    return outputPart(id, artifacts);
  }

  /** Names a value that this pipeline makes where it is nested in another. */
  public Pipeline output(String id, Value<?> value) {
    return outputPart(id, value);
  }

  /** Names a component of a record of outputs. */
  Pipeline outputPart(String id, Object part) {
    require(Names.isId(id), "'" + id + "' is no id of an output: " + Names.ID);
    outputs.put(id, inputs(false).output(id, part));
    return this;
  }

  DefinedInputs inputs(boolean exiting) {
    return new DefinedInputs(scope(exiting));
  }

  <O extends Record> Definition<O> definition(String id, SubPipeline<?, O> nested) {
    PipelineSpec spec = nested.pipeline(id, usablePools()).spec();
    return new Definition<>(new StepBody.Nested(spec, ""), nested.signature(id));
  }

  <O extends Record> O add(Addition addition, Definition<O> definition, Record given) {
    add(addition, definition, given, Optional.empty(), scope(addition.branch().exiting()));
    signatures.put(addition.id(), Optional.of(definition.signature().ports()));
    return definition.promised(addition.id());
  }

  /** Adds a step that is run for each of a list. */
  <O extends Record> FanIn<O> add(
      Addition addition, Definition<O> definition, Record given, FanOut fanOut, FanItem item) {
    Scope scope = scope(addition.branch().exiting()).forEach(item);
    add(addition, definition, given, Optional.of(fanOut), scope);
    signatures.put(addition.id(), Optional.of(StepPorts.fannedOut(definition.signature().ports())));
    return new FanIn<>(definition.promised(addition.id()));
  }

  private void add(
      Addition addition,
      Definition<?> definition,
      Record given,
      Optional<FanOut> fanOut,
      Scope scope) {
    Branch branch = addition.branch();
    String id = addition.id();
    StepSpec step =
        new StepSpec(
            definition.body(),
            new DefinedInputs(scope).bindings(id, definition.signature(), given),
            addition.how().after(),
            branch.flow(fanOut),
            addition.how().policy());
    check(id, step, branch.exiting() ? onExit : steps);
    (branch.exiting() ? onExit : steps).put(id, step);
    branch.added(id);
  }

  private void check(String id, StepSpec step, SequencedMap<String, StepSpec> section) {
    require(Names.isId(id), "'" + id + "' is no id of a step: " + Names.ID);
    require(!signatures.containsKey(id), "there is already a step '" + id + "'");
    for (String earlier : step.after()) {
      require(section.containsKey(earlier), "there is no step '" + earlier + "' to come after");
    }
    for (PolicyCheck.Fault fault :
        PolicyCheck.faults(step.policy(), step.body(), usablePools().keySet())) {
      throw new IllegalArgumentException("step '" + id + "': " + fault.problem().message());
    }
    require(
        step.flow().forEach().isEmpty() || step.namesRound(),
        "every round of step '" + id + "' is the same: give it the item");
    Optional<String> other = Branches.takenFromAnother(step, section);
    require(
        other.isEmpty(),
        "step '%s' runs where '%s' does not, and takes its output".formatted(id, other.orElse("")));
  }

  private Map<String, Integer> usablePools() {
    Map<String, Integer> usable = new LinkedHashMap<>(poolsAround);
    usable.putAll(pools);
    return usable;
  }

  /** A condition as the spec has it. */
  String checked(Condition condition, boolean exiting) {
    Scope scope = scope(exiting);
    for (Problem fault : scope.conditionFaults(condition.braced())) {
      throw new IllegalArgumentException(fault.message() + "; " + fault.remedy());
    }
    StepFlow flow =
        new StepFlow(Optional.of(condition.braced()), Optional.empty(), Optional.empty());
    for (String step : StepOrder.dependencies(flow)) {
      require(
          !scope.mayBeMissing(step),
          "the condition of an exit step cannot do without step '" + step + "'");
    }
    return condition.braced();
  }

  private Scope scope(boolean exiting) {
    return exiting ? scope().exiting() : scope();
  }

  private Scope scope() {
    Map<String, Optional<ParameterSpec>> known = new LinkedHashMap<>();
    params.forEach((id, spec) -> known.put(id, Optional.of(spec)));
    Map<String, Optional<InputSpec>> given = new LinkedHashMap<>();
    inputs.forEach((id, spec) -> given.put(id, Optional.of(spec)));
    return new Scope(known, given, signatures, onExit.keySet());
  }

  /** Adds what starts a run by itself. */
  public Pipeline trigger(TriggerSpec trigger) {
    TriggerCheck.Surroundings around =
        new TriggerCheck.Surroundings(
            name,
            steps.keySet(),
            scope().params(),
            triggers.stream().map(TriggerSpec::name).collect(Collectors.toSet()));
    for (Problem fault : TriggerCheck.faults(trigger, around)) {
      throw new IllegalArgumentException(fault.message() + "; " + fault.remedy());
    }
    triggers.add(trigger);
    return this;
  }

  public PipelineSpec spec() {
    return new PipelineSpec(
        name, description, params, inputs, steps, onExit, outputs, pools, triggers);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
