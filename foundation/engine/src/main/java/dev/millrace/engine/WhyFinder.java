package dev.millrace.engine;

import dev.millrace.core.value.Id;
import dev.millrace.engine.Why.Nearest;
import dev.millrace.engine.Why.Part;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a step's result depends on with earlier executions of its component. */
final class WhyFinder {

  /** How many of the latest executions are compared. */
  private static final int COMPARED = 200;

  private final MetadataStore metadata;

  WhyFinder(MetadataStore metadata) {
    this.metadata = metadata;
  }

  /** The execution whose result was taken. */
  Nearest taken(Execution execution) {
    return nearest(execution, execution.keyParts());
  }

  /**
   * The execution that has most in common with these parts, the newest if several have.
   *
   * @param before only those older than this one
   */
  Optional<Nearest> nearest(Map<String, String> parts, Optional<Id> before) {
    String component = parts.getOrDefault(CacheKey.COMPONENT, "");
    return metadata.latestExecutions(component, before, COMPARED).stream()
        // Of equals the first is kept, and that is the newest.
        .min(Comparator.comparingInt(each -> differences(each.keyParts(), parts).size()))
        .map(each -> nearest(each, parts));
  }

  private Nearest nearest(Execution execution, Map<String, String> parts) {
    List<Part> differences = differences(execution.keyParts(), parts);
    int same =
        (int)
            parts.entrySet().stream()
                .filter(part -> part.getValue().equals(execution.keyParts().get(part.getKey())))
                .count();
    return new Nearest(
        execution.run(),
        metadata.findRun(execution.run()).map(Run::pipeline).orElse(""),
        execution.step(),
        execution.recordedAt(),
        same,
        differences);
  }

  private static List<Part> differences(Map<String, String> there, Map<String, String> here) {
    Set<String> names = new TreeSet<>(there.keySet());
    names.addAll(here.keySet());
    List<Part> differences = new ArrayList<>();
    for (String name : names) {
      Optional<String> old = Optional.ofNullable(there.get(name));
      Optional<String> now = Optional.ofNullable(here.get(name));
      if (!old.equals(now)) {
        differences.add(new Part(name, old, now));
      }
    }
    return differences;
  }
}
