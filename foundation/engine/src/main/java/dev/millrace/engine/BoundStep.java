package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.value.Id;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step with its inputs at hand.
 *
 * @param inputs the component's record of inputs
 * @param artifacts stored ones, by input; an input for which there is none has an empty list
 * @param origins where each artifact input comes from, in words
 */
record BoundStep(
    String step,
    Component<?, ?> component,
    ComponentSignature signature,
    Record inputs,
    Map<String, List<Artifact>> artifacts,
    Map<String, String> origins) {

  /** Ids of the artifacts, for lineage. */
  Map<String, List<Id>> inputIds() {
    Map<String, List<Id>> ids = new LinkedHashMap<>();
    artifacts.forEach(
        (input, given) -> ids.put(input, given.stream().map(a -> stored(a).id()).toList()));
    return ids;
  }

  Optional<String> outside(TaskContext task) throws Exception {
    return typed(component).outside(inputs, task);
  }

  Record run(TaskContext task) throws Exception {
    return typed(component).run(inputs, task);
  }

  static Handle.Stored stored(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Stored stored) {
      return stored;
    }
    throw new IllegalStateException("not a stored artifact: " + artifact);
  }

  /** The signature made the record of inputs from the component's own input type. */
  @SuppressWarnings("unchecked")
  private static Component<Record, Record> typed(Component<?, ?> component) {
    return (Component<Record, Record>) component;
  }
}
