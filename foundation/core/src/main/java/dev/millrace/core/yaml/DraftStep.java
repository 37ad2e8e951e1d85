package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/** A step while its file is read: what is known of it so far. */
final class DraftStep {

  final String id;
  final StepForm form;
  final JsonPointer at;

  /** Of its component, if there is one of that name. */
  final Optional<ComponentSignature> signature;

  /** Inputs that the file mentions, well or badly: they are not wired. */
  final Set<String> mentioned = new HashSet<>();

  private final Map<String, Binding> bindings = new HashMap<>();

  DraftStep(String id, StepForm form, JsonPointer at, Optional<ComponentSignature> signature) {
    this.id = id;
    this.form = form;
    this.at = at;
    this.signature = signature;
    this.mentioned.addAll(form.with().keySet());
  }

  void bind(Port port, Binding binding) {
    bindings.put(port.name(), binding);
  }

  /** Artifact inputs that the file leaves out. */
  List<ArtifactPort> open() {
    return signature.stream()
        .flatMap(known -> known.artifactInputs().stream())
        .filter(port -> !mentioned.contains(port.name()) && !bindings.containsKey(port.name()))
        .toList();
  }

  /** True if an input already takes this output. */
  boolean takes(Binding.Output output) {
    return bindings.containsValue(output);
  }

  SequencedSet<String> dependencies() {
    return StepOrder.dependencies(spec());
  }

  /** With its inputs in the order of the component. */
  StepSpec spec() {
    SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
    for (Port port : signature.map(ComponentSignature::inputs).orElse(List.of())) {
      Binding binding = bindings.get(port.name());
      if (binding != null) {
        inputs.put(port.name(), binding);
      }
    }
    return new StepSpec(form.uses(), inputs, form.after());
  }
}
