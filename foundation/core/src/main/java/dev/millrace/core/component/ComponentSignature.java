package dev.millrace.core.component;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a component takes and makes: its name and its ports, whatever language it is written in.
 * From it come the names in YAML, the lint, help and forms.
 *
 * @param doc in a sentence; empty where the author said nothing
 * @param inputs in the order of their declaration
 * @param outputs in the order of their declaration
 */
public record ComponentSignature(String name, String doc, List<Port> inputs, List<Port> outputs) {

  public ComponentSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
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

  /** The artifact outputs, in order. */
  public List<ArtifactPort> artifactOutputs() {
    return only(ArtifactPort.class, outputs);
  }

  private static <P extends Port> List<P> only(Class<P> kind, Collection<Port> ports) {
    return ports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
