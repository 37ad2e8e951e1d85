package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.GenericTypes;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The ports of steps that are more than one component run once. */
public final class StepPorts {

  private StepPorts() {}

  /**
   * What a step makes that is run for each element of a list: a list of each of its outputs, in the
   * order of the elements.
   */
  public static ComponentSignature fannedOut(ComponentSignature each) {
    return new ComponentSignature(
        each.name(),
        each.doc(),
        each.inputs(),
        each.outputs().stream().map(StepPorts::list).toList());
  }

  private static Port list(Port port) {
    return switch (port) {
      case ArtifactPort(var name, var type, _, var doc) ->
          new ArtifactPort(name, type, Cardinality.MANY, doc);
      case ValuePort value ->
          new ValuePort(
              value.name(),
              GenericTypes.listOf(
                  value.optional() ? GenericTypes.optional(value.type()) : value.type()),
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty(),
              value.doc());
    };
  }

  /** What a nested pipeline takes: its parameters, and the artifacts that it is given. */
  public static List<Port> inputs(
      SequencedMap<String, ParameterSpec> params, SequencedMap<String, InputSpec> inputs) {
    List<Port> ports = new ArrayList<>();
    params.forEach((name, param) -> ports.add(port(name, param)));
    inputs.forEach((name, input) -> ports.add(port(name, input)));
    return ports;
  }

  private static ValuePort port(String name, ParameterSpec param) {
    ValuePort read = param.type().port(param.min(), param.max());
    return new ValuePort(
        name,
        read.type(),
        param.defaultValue(),
        false,
        param.min(),
        param.max(),
        param.description());
  }

  /** An artifact that a nested pipeline is given. */
  public static ArtifactPort port(String name, InputSpec input) {
    return new ArtifactPort(
        name, ArtifactTypes.named(input.type()), input.cardinality(), input.description());
  }
}
