package dev.millrace.app;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.port.Origins;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells how artifacts came to be by what the store has recorded. */
final class ModelOrigins implements Origins {

  private static final String PARAM = "param.";

  private final MetadataStore metadata;

  ModelOrigins(MetadataStore metadata) {
    this.metadata = metadata;
  }

  @Override
  public Optional<Origin> of(Id artifact) {
    return ModelLineage.find(metadata, artifact).map(this::origin);
  }

  private Origin origin(ModelLineage lineage) {
    Run run = metadata.findRun(lineage.last().run()).orElseThrow();
    List<Step> steps = new ArrayList<>();
    lineage.executions().forEach((step, execution) -> steps.add(step(step, execution)));
    List<Made> made = new ArrayList<>();
    lineage
        .made(metadata)
        .forEach(
            (name, row) -> made.add(new Made(name, row.type(), row.digest(), row.properties())));
    return new Origin(
        run.pipeline(),
        PipelineSpec.fromJson(metadata.pipelineOf(run.id())).description(),
        run.specDigest(),
        new TreeMap<>(run.params()),
        steps,
        made);
  }

  private static Step step(String step, Execution execution) {
    Map<String, String> params = new TreeMap<>();
    execution
        .keyParts()
        .forEach(
            (part, value) -> {
              if (part.startsWith(PARAM)) {
                params.put(part.substring(PARAM.length()), value);
              }
            });
    return new Step(
        step,
        execution.keyParts().getOrDefault("component", ""),
        execution.keyParts().getOrDefault("code", ""),
        execution.keyParts().getOrDefault("outside", ""),
        params);
  }
}
