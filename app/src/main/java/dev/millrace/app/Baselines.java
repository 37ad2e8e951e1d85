package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.monitoring.Baseline;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import java.io.IOException;

/** Finds what a served version was trained on, in its bundle. */
final class Baselines implements Baseline.Source {

  private final ModelRegistry registry;
  private final MetadataStore metadata;
  private final ArtifactStore artifacts;

  Baselines(ModelRegistry registry, MetadataStore metadata, ArtifactStore artifacts) {
    this.registry = registry;
    this.metadata = metadata;
    this.artifacts = artifacts;
  }

  @Override
  public Baseline of(String model, int version) throws IOException {
    MetadataStore.ArtifactRow row =
        registry
            .findVersion(model, version)
            .flatMap(entry -> metadata.findArtifact(entry.artifact()))
            .orElseThrow(
                () ->
                    UserError.notFound(
                        "the request log names "
                            + model
                            + " version "
                            + version
                            + ", which is not registered"));
    ModelBundle bundle = ModelBundle.open(artifacts.open(row));
    return new Baseline(
        bundle.signature(),
        StatisticsFile.parse(bundle.contents().statistics()).split(Splits.TRAIN));
  }
}
