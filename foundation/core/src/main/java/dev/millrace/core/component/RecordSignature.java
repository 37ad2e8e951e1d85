package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * The signature of a component written in Java: its ports, and the two record types that they were
 * read from and are bound to.
 */
public record RecordSignature(
    ComponentSignature ports,
    Class<? extends Record> inputsType,
    Class<? extends Record> outputsType) {

  private static final ClassValue<RecordSignature> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordSignature computeValue(Class<?> type) {
          return SignatureReader.read(type.asSubclass(Component.class));
        }
      };

  /**
   * The signature of a component's class; the component itself is not made.
   *
   * @throws IllegalArgumentException naming the class and the record component that breaks a rule
   */
  @SuppressWarnings("rawtypes") // Class<Component<?, ?>> has no literal
  public static RecordSignature of(Class<? extends Component> type) {
    return KNOWN.get(type);
  }

  /** The signature of a component. */
  public static RecordSignature of(Component<?, ?> component) {
    return of(component.getClass());
  }

  /**
   * The signature of two records that no component has. Outputs may be lists, too.
   *
   * @param name of what takes the one and makes the other
   * @throws IllegalArgumentException naming the record component that breaks a rule
   */
  public static RecordSignature of(
      String name, Class<? extends Record> inputs, Class<? extends Record> outputs) {
    return SignatureReader.read(name, inputs, outputs);
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

  /** A record of inputs as a pipeline has it that will be given them where it is nested. */
  public Record givenInputs() {
    return RecordParts.given(this);
  }

  /** The ports of one of this component's two records. */
  List<Port> portsOf(Record record) {
    if (inputsType.isInstance(record)) {
      return ports.inputs();
    }
    if (outputsType.isInstance(record)) {
      return ports.outputs();
    }
    throw new IllegalArgumentException(
        record.getClass().getName()
            + " is neither inputs nor outputs of component '"
            + ports.name()
            + "'");
  }
}
