package dev.millrace.app;

import dev.millrace.core.api.ModelReport;
import dev.millrace.core.api.ModelReport.Evidence;
import dev.millrace.core.api.ModelReport.Provenance;
import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.ModelCard;
import dev.millrace.core.value.Id;
import dev.millrace.model.predict.ModelRuntime;
import dev.millrace.registry.AliasChange;
import dev.millrace.registry.DesiredDeployment;
import dev.millrace.registry.ModelEntry;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Tells about models what the registry knows, and what is known of where they come from. */
final class ModelReports {

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final ModelRegistry registry;
  private final MetadataStore metadata;

  ModelReports(ModelRegistry registry, MetadataStore metadata) {
    this.registry = registry;
    this.metadata = metadata;
  }

  List<ModelReport> all() {
    return registry.models().stream().map(model -> one(model, Optional.empty())).toList();
  }

  ModelReport one(ModelEntry model, Optional<Instant> asOf) {
    List<VersionEntry> versions =
        registry.versions(model.name()).stream()
            .filter(version -> seen(version.eventTime(), asOf))
            .toList();
    return one(model, versions, asOf);
  }

  /** With these versions only. */
  ModelReport one(ModelEntry model, List<VersionEntry> versions, Optional<Instant> asOf) {
    List<ModelReport.AliasChange> history =
        registry.aliasHistory(model.name()).stream()
            .filter(change -> seen(change.change().eventTime(), asOf))
            .map(this::change)
            .toList();
    return new ModelReport(
        model.name(),
        model.description(),
        registry.tags(model.id()),
        asOf,
        standing(history),
        deployed(model.name(), asOf),
        versions.stream().map(this::version).toList(),
        history);
  }

  private static boolean seen(Instant eventTime, Optional<Instant> asOf) {
    return asOf.map(limit -> !eventTime.isAfter(limit)).orElse(true);
  }

  private static Map<String, Integer> standing(List<ModelReport.AliasChange> newestFirst) {
    Map<String, Optional<Integer>> newest = new LinkedHashMap<>();
    newestFirst.forEach(change -> newest.putIfAbsent(change.alias(), change.version()));
    Map<String, Integer> standing = new TreeMap<>();
    newest.forEach((alias, version) -> version.ifPresent(number -> standing.put(alias, number)));
    return standing;
  }

  /** The version each environment should be serving of a model. */
  Map<String, Integer> deployed(String model, Optional<Instant> asOf) {
    Map<String, Integer> deployed = new TreeMap<>();
    for (String environment : registry.environments()) {
      registry
          .desired(environment, model, asOf.orElse(LATEST))
          .map(DesiredDeployment::version)
          .ifPresent(version -> deployed.put(environment, version));
    }
    return deployed;
  }

  private ModelReport.Version version(VersionEntry entry) {
    Run run = metadata.findRun(entry.run()).orElseThrow();
    Optional<Task> judge = judge(entry);
    ArtifactRow bundle = metadata.findArtifact(entry.artifact()).orElseThrow();
    return new ModelReport.Version(
        entry.version(),
        entry.description(),
        registry.tags(entry.id()),
        entry.digest().hex(),
        bundle.bytes(),
        runtime(bundle),
        entry.eventTime(),
        entry.recordedAt(),
        entry.reason(),
        judge.map(this::metrics).orElse(Map.of()),
        new Provenance(
            run.id(),
            run.pipeline(),
            run.trigger(),
            run.reason(),
            run.actor(),
            entry.artifact(),
            entry.blessing(),
            judge.flatMap(this::evaluation),
            card(entry).map(ArtifactRow::id)));
  }

  /** The newest card that a step has written of a version, if its files are there. */
  Optional<ArtifactRow> card(VersionEntry version) {
    ArtifactQuery cards =
        ArtifactQuery.newest(ModelCard.TYPE, LATEST)
            .with("name", version.model())
            .with("version", version.version())
            .with("model", version.digest().hex());
    return metadata.findArtifacts(cards).stream().findFirst();
  }

  private static String runtime(ArtifactRow bundle) {
    return Optional.ofNullable(bundle.properties().get(ModelRuntime.PROPERTY))
        .map(JsonNode::stringValue)
        .orElse(ModelRuntime.JAVA.text());
  }

  /** The task that gave a version its blessing. */
  private Optional<Task> judge(VersionEntry version) {
    return version.blessing().flatMap(metadata::producer);
  }

  /** What the version's blessing was decided on. */
  Optional<Id> evaluation(VersionEntry version) {
    return judge(version).flatMap(this::evaluation);
  }

  private Optional<Id> evaluation(Task judge) {
    return judge.artifacts().values().stream()
        .flatMap(id -> metadata.findArtifact(id).stream())
        .filter(row -> row.type().equals(Evaluation.TYPE.toString()))
        .map(ArtifactRow::id)
        .findFirst();
  }

  private Map<String, Double> metrics(Task judge) {
    Map<String, Double> last = new LinkedHashMap<>();
    for (Metric metric : metadata.metrics(judge.run())) {
      if (metric.step().equals(judge.step())) {
        last.put(metric.key(), metric.value());
      }
    }
    return last;
  }

  ModelReport.AliasChange change(AliasChange change) {
    return new ModelReport.AliasChange(
        change.alias(),
        change.version(),
        change.change().eventTime(),
        change.recordedAt(),
        change.change().actor(),
        change.change().run(),
        change.change().reason(),
        change.backTo().isPresent(),
        change
            .version()
            .flatMap(number -> registry.findVersion(change.model(), number))
            .map(this::evidence));
  }

  private Evidence evidence(VersionEntry version) {
    return new Evidence(version.run(), version.blessing(), evaluation(version), version.reason());
  }
}
