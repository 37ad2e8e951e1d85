package dev.millrace.app;

import dev.millrace.core.api.ModelCardReport;
import dev.millrace.core.api.ModelCardReport.Data;
import dev.millrace.core.api.ModelCardReport.Figures;
import dev.millrace.core.api.ModelCardReport.Importance;
import dev.millrace.core.api.ModelCardReport.Provenance;
import dev.millrace.core.api.ModelCardReport.Step;
import dev.millrace.core.api.ModelCardReport.Subject;
import dev.millrace.core.api.ModelCardReport.Use;
import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.model.Signature;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Puts a version's card together from what its lineage, its bundle and the registry have. */
final class ModelCards {

  private static final String PARAM = "param.";

  private final Parts parts;
  private final ModelReports reports;

  ModelCards(Parts parts, ModelReports reports) {
    this.parts = parts;
    this.reports = reports;
  }

  /**
   * @param page where it is going to be written, if anywhere
   * @throws UserError if the bundle is damaged or was collected
   */
  ModelCardReport of(VersionEntry version, Optional<String> page) throws IOException {
    ModelBundle bundle =
        ModelBundle.open(
            parts.artifacts().open(metadata().findArtifact(version.artifact()).orElseThrow()));
    List<String> missing = new ArrayList<>();
    Optional<ModelLineage> lineage = lineage(version, missing);
    // The run that trained it is what its words and figures are of; another may have registered it.
    Id maker = lineage.map(found -> found.last().run()).orElse(version.run());
    Run run = metadata().findRun(maker).orElseThrow();
    Data data = data(bundle, lineage, missing);
    List<Importance> importance = importance(bundle);
    if (importance.isEmpty()) {
      missing.add("The model's bundle has no importance of features.");
    }
    return new ModelCardReport(
        subject(version, bundle),
        use(version, run, missing),
        data,
        figures(version, missing),
        importance,
        provenance(version, run, bundle, lineage),
        missing,
        page);
  }

  private Optional<ModelLineage> lineage(VersionEntry version, List<String> missing) {
    try {
      return Optional.of(ModelLineage.of(metadata(), version.artifact()));
    } catch (UserError e) {
      missing.add("Its lineage is not known: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private Subject subject(VersionEntry version, ModelBundle bundle) {
    List<String> aliases =
        parts.registry().aliases(version.model()).entrySet().stream()
            .filter(alias -> alias.getValue() == version.version())
            .map(Map.Entry::getKey)
            .toList();
    return new Subject(
        version.model(),
        version.version(),
        version.description(),
        new TreeMap<>(parts.registry().tags(version.id())),
        aliases,
        bundle.manifest().task().name().toLowerCase(Locale.ROOT),
        bundle.manifest().label(),
        bundle.manifest().classes(),
        bundle.manifest().trainer(),
        bundle.manifest().runtime().words(),
        types(bundle.signature().inputs()),
        types(bundle.signature().outputs()));
  }

  private static SequencedMap<String, String> types(List<Signature.Field> fields) {
    SequencedMap<String, String> types = new LinkedHashMap<>();
    fields.forEach(
        field ->
            types.put(field.name(), field.type().text() + (field.nullable() ? ", optional" : "")));
    return types;
  }

  private Use use(VersionEntry version, Run run, List<String> missing) throws IOException {
    String noted = parts.registry().findModel(version.model()).orElseThrow().description();
    String pipeline = PipelineSpec.fromJson(metadata().pipelineOf(run.id())).description();
    var readme = IntendedUse.beside(run);
    if (readme.isEmpty()) {
      missing.add("There is no README.md in the pipeline's directory now.");
    }
    return new Use(noted, pipeline, readme);
  }

  private Data data(ModelBundle bundle, Optional<ModelLineage> lineage, List<String> missing) {
    List<Feature> training = new ArrayList<>();
    StatisticsFile statistics = Json.as(bundle.contents().statistics(), StatisticsFile.class);
    if (statistics.splits().containsKey(Splits.TRAIN)) {
      FeatureReport.of(statistics.split(Splits.TRAIN)).values().stream()
          .map(FeatureReport::feature)
          .forEach(training::add);
    } else {
      missing.add("The bundle has no statistics of the training data.");
    }
    Optional<ArtifactRow> examples = lineage.flatMap(this::examples);
    if (examples.isEmpty()) {
      missing.add("No examples are recorded of it, so spans and rejected rows are not known.");
    }
    SequencedMap<String, Long> rows = new LinkedHashMap<>();
    statistics.splits().forEach((split, counted) -> rows.put(split, counted.rows()));
    return new Data(
        rows,
        examples.flatMap(row -> spans(row.properties().getOrDefault("spans", Json.array()))),
        examples
            .map(row -> row.properties().getOrDefault("rows_rejected", Json.object()))
            .filter(JsonNode::isNumber)
            .map(JsonNode::longValue),
        training,
        bundle.contents().schema());
  }

  private Optional<ArtifactRow> examples(ModelLineage lineage) {
    return lineage.made(metadata()).values().stream()
        .filter(row -> row.type().equals(Examples.TYPE.toString()))
        .findFirst();
  }

  private static Optional<String> spans(JsonNode spans) {
    return Optional.of(spans)
        .filter(all -> !all.isEmpty())
        .map(
            all ->
                "%d from %s to %s"
                    .formatted(
                        all.size(),
                        all.get(0).path("start").asString(),
                        all.get(all.size() - 1).path("end").asString()));
  }

  /** An evaluation that was collected or never made is said to be missing. */
  private Optional<Figures> figures(VersionEntry version, List<String> missing) throws IOException {
    Optional<ArtifactRow> row = reports.evaluation(version).flatMap(metadata()::findArtifact);
    if (row.isEmpty()) {
      missing.add("No evaluation is kept: nothing is known of its quality.");
      return Optional.empty();
    }
    try {
      Figures figures =
          CardFigures.read(parts.artifacts().open(row.get()).resolve("evaluation.json"));
      if (figures.calibration().isEmpty()) {
        missing.add("The evaluation has no calibration, which is of binary labels and numbers.");
      }
      if (figures.slices().isEmpty()) {
        missing.add("The evaluation has no slices: how it does on parts of the rows is not known.");
      }
      return Optional.of(figures);
    } catch (UserError e) {
      missing.add("No evaluation can be read: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static List<Importance> importance(ModelBundle bundle) {
    return bundle
        .contents()
        .importance()
        .propertyStream()
        .filter(feature -> feature.getValue().has("mean_absolute_shap"))
        .map(
            feature ->
                new Importance(
                    feature.getKey(), feature.getValue().get("mean_absolute_shap").doubleValue()))
        .sorted(Comparator.comparingDouble(Importance::meanAbsoluteShap).reversed())
        .toList();
  }

  private Provenance provenance(
      VersionEntry version, Run run, ModelBundle bundle, Optional<ModelLineage> lineage) {
    SequencedMap<String, String> artifacts = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    lineage.ifPresent(
        found -> {
          found.made(metadata()).forEach((name, row) -> artifacts.put(name, row.digest().hex()));
          found.executions().forEach((step, execution) -> steps.add(step(step, execution)));
        });
    version
        .blessing()
        .flatMap(metadata()::findArtifact)
        .ifPresent(row -> artifacts.put("blessing", row.digest().hex()));
    reports
        .evaluation(version)
        .flatMap(metadata()::findArtifact)
        .ifPresent(row -> artifacts.put("evaluation", row.digest().hex()));
    return new Provenance(
        version.digest().hex(),
        run.id(),
        run.pipeline(),
        run.specDigest().hex(),
        run.trigger(),
        run.actor(),
        run.asOf(),
        run.reason(),
        new TreeMap<>(run.params()),
        new TreeMap<>(run.tags()),
        bundle.manifest().files(),
        steps,
        artifacts);
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

  private MetadataStore metadata() {
    return parts.metadata();
  }
}
