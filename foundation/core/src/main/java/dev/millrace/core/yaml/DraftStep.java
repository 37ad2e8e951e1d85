package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.FanItem;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.pipeline.StepPorts;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /** True if it runs when all others have ended. */
  final boolean exiting;

  /** Empty if there is no such component, or if the nested pipeline has problems. */
  final Optional<DraftBody> body;

  /** Inputs that the file mentions, well or badly: they are not wired. */
  final Set<String> mentioned = new HashSet<>();

  private StepFlow flow = StepFlow.ONCE;
  private SequencedSet<String> neededByFlow = new LinkedHashSet<>();
  StepPolicy policy = StepPolicy.DEFAULT;

  /** What the step is run for each of. */
  Optional<FanItem> item = Optional.empty();

  private final Map<String, Binding> bindings = new HashMap<>();
  private final Map<String, SequencedSet<String>> neededBy = new HashMap<>();

  DraftStep(String id, StepForm form, JsonPointer at, boolean exiting, Optional<DraftBody> body) {
    this.id = id;
    this.form = form;
    this.at = at;
    this.exiting = exiting;
    this.body = body;
    this.mentioned.addAll(form.with().keySet());
  }

  StepFlow flow() {
    return flow;
  }

  void setFlow(StepFlow given) {
    flow = given;
    neededByFlow = StepOrder.dependencies(given);
  }

  void bind(Port port, Binding binding) {
    bindings.put(port.name(), binding);
    neededBy.put(port.name(), StepOrder.dependencies(binding));
  }

  /** The ports that its inputs are bound to. */
  List<Port> inputs() {
    return body.map(known -> known.signature().inputs()).orElse(List.of());
  }

  /** Its ports as other steps see them. */
  Optional<ComponentSignature> outside() {
    return body.map(DraftBody::signature)
        .map(each -> form.forEach().isPresent() ? StepPorts.fannedOut(each) : each);
  }

  /** Artifact inputs that the file leaves out. */
  List<ArtifactPort> open() {
    return body.stream()
        .flatMap(known -> known.signature().artifactInputs().stream())
        .filter(port -> !mentioned.contains(port.name()) && !bindings.containsKey(port.name()))
        .toList();
  }

  /** True if an input already takes this. */
  boolean takes(Binding binding) {
    return bindings.containsValue(binding);
  }

  /** In the order of what it runs. */
  SequencedMap<String, Binding> bindings() {
    SequencedMap<String, Binding> ordered = new LinkedHashMap<>();
    for (Port port : inputs()) {
      Binding binding = bindings.get(port.name());
      if (binding != null) {
        ordered.put(port.name(), binding);
      }
    }
    return ordered;
  }

  SequencedSet<String> dependencies() {
    SequencedSet<String> needed = new LinkedHashSet<>();
    for (Port port : inputs()) {
      needed.addAll(neededBy.getOrDefault(port.name(), new LinkedHashSet<>()));
    }
    needed.addAll(neededByFlow);
    needed.addAll(form.after());
    return needed;
  }

  StepSpec spec() {
    return new StepSpec(body.orElseThrow().body(), bindings(), form.after(), flow, policy);
  }
}
