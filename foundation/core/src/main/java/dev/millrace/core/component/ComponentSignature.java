package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What a component takes and makes: its name, its ports, and the records they are bound to. Read
 * from the two record types of a {@link Component}; from it come the names in YAML, the lint, help
 * and forms.
 *
 * @param doc in a sentence; empty where the author said nothing
 * @param inputs in the order of the record
 * @param outputs in the order of the record
 */
public record ComponentSignature(
    String name,
    String doc,
    Class<? extends Record> inputsType,
    Class<? extends Record> outputsType,
    List<Port> inputs,
    List<Port> outputs) {

  private static final ClassValue<ComponentSignature> KNOWN =
      new ClassValue<>() {
        @Override
        protected ComponentSignature computeValue(Class<?> type) {
          return SignatureReader.read(type.asSubclass(Component.class));
        }
      };

  public ComponentSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * The signature of a component's class; the component itself is not made.
   *
   * @throws IllegalArgumentException naming the class and the record component that breaks a rule
   */
  @SuppressWarnings("rawtypes") // Class<Component<?, ?>> has no literal
  public static ComponentSignature of(Class<? extends Component> type) {
    return KNOWN.get(type);
  }

  /** The signature of a component. */
  public static ComponentSignature of(Component<?, ?> component) {
    return of(component.getClass());
  }

  public Optional<Port> input(String name) {
    return inputs.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  public Optional<Port> output(String name) {
    return outputs.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  /** The value inputs, in order. */
  public List<ValuePort> valueInputs() {
    return only(ValuePort.class, inputs);
  }

  /** The artifact inputs, in order. */
  public List<ArtifactPort> artifactInputs() {
    return only(ArtifactPort.class, inputs);
  }

  /**
   * Fills the record of inputs. What is not given takes its default.
   *
   * @param artifacts by input name
   * @param values by input name
   * @throws UserError naming every input that does not fit, what was expected and what was found
   */
  public Record bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values) {
    return new RecordBinder(this).bind(artifacts, values);
  }

  /**
   * The values in a record of inputs or of outputs, in normal form: equal values give equal JSON.
   * Empty optional ones are JSON null.
   *
   * @throws IllegalStateException naming a component that is null, or not a known value yet
   */
  public SequencedMap<String, JsonNode> values(Record inputsOrOutputs) {
    return RecordParts.values(inputsOrOutputs, portsOf(inputsOrOutputs));
  }

  /**
   * The artifacts in a record of outputs.
   *
   * @throws IllegalStateException naming a component that is null
   */
  public SequencedMap<String, Artifact> artifacts(Record outputs) {
    return RecordParts.artifacts(outputs, portsOf(outputs));
  }

  /**
   * What a record of inputs or of outputs holds, by the ports' names.
   *
   * @throws IllegalStateException naming a component that is null
   */
  public SequencedMap<String, Object> parts(Record inputsOrOutputs) {
    return RecordParts.parts(inputsOrOutputs, portsOf(inputsOrOutputs));
  }

  /** A record of outputs that a step has promised while its pipeline is defined. */
  public Record promisedOutputs(String step) {
    return RecordParts.promised(this, step);
  }

  /** The ports of one of this component's two records. */
  List<Port> portsOf(Record record) {
    if (inputsType.isInstance(record)) {
      return inputs;
    }
    if (outputsType.isInstance(record)) {
      return outputs;
    }
    throw new IllegalArgumentException(
        record.getClass().getName() + " is neither inputs nor outputs of component '" + name + "'");
  }

  private static <P extends Port> List<P> only(Class<P> kind, Collection<Port> ports) {
    return ports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
