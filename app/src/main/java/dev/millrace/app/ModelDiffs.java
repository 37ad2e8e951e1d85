package dev.millrace.app;

import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.ModelDiffReport;
import dev.millrace.core.api.ModelDiffReport.Figure;
import dev.millrace.core.api.ModelDiffReport.Side;
import dev.millrace.core.api.ModelDiffReport.Slice;
import dev.millrace.core.api.StatisticsReport.Distance;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.evaluation.report.EvaluationFigures;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Says what is different between two versions of a model, by their lineage and their figures. */
final class ModelDiffs {

  private static final String IMPORTANCE = "mean_absolute_shap";
  private static final String PARAM = "param.";
  private static final String OUTSIDE = "outside";

  /** Of what is made on the way to a model: what tells of the data, and is not the model itself. */
  private static final Set<String> OF_DATA = Set.of("Examples/1", "Schema/1");

  private static final List<String> TOLD_OF_EXAMPLES =
      List.of("splits", "spans", "rows_rejected", "shard_digests");

  private final Parts parts;
  private final ModelReports reports;

  ModelDiffs(Parts parts, ModelReports reports) {
    this.parts = parts;
    this.reports = reports;
  }

  /** A version with what is known of it. */
  private record Told(
      VersionEntry version,
      ModelLineage lineage,
      ModelBundle bundle,
      Optional<EvaluationFigures> evaluation) {}

  ModelDiffReport between(VersionEntry before, VersionEntry after) throws IOException {
    Told old = told(before);
    Told now = told(after);
    return new ModelDiffReport(
        before.model(),
        side(old),
        side(now),
        data(old, now),
        distances(old, now),
        keyParts(old, now, part -> part.startsWith(PARAM)),
        code(old, now),
        sameRows(old, now),
        figures(overall(old), overall(now)),
        slices(old, now),
        importance(old, now));
  }

  private Told told(VersionEntry version) throws IOException {
    ArtifactRow row = metadata().findArtifact(version.artifact()).orElseThrow();
    Optional<EvaluationFigures> figures = Optional.empty();
    Optional<ArtifactRow> evaluation =
        reports.evaluation(version).flatMap(metadata()::findArtifact);
    if (evaluation.isPresent()) {
      Path directory = parts.artifacts().open(evaluation.get());
      figures = Optional.of(EvaluationFigures.read(directory.resolve("evaluation.json")));
    }
    return new Told(
        version,
        ModelLineage.of(metadata(), version.artifact()),
        ModelBundle.open(parts.artifacts().open(row)),
        figures);
  }

  private static Side side(Told told) {
    return new Side(
        told.version().version(), told.version().digest().hex(), told.version().run().brief());
  }

  // -- data

  private List<Change> data(Told old, Told now) {
    List<Change> changes = new ArrayList<>(keyParts(old, now, OUTSIDE::equals));
    changes.addAll(RunDiffs.changes(ofData(old), ofData(now)));
    return changes;
  }

  private Map<String, JsonNode> ofData(Told told) {
    Map<String, JsonNode> facts = new LinkedHashMap<>();
    told.lineage()
        .made(metadata())
        .forEach(
            (name, row) -> {
              if (OF_DATA.contains(row.type())) {
                facts.put(name, Json.tree(row.digest().hex()));
                for (String property : TOLD_OF_EXAMPLES) {
                  JsonNode value = row.properties().get(property);
                  if (value != null) {
                    tell(name + " " + property, value, facts);
                  }
                }
              }
            });
    return facts;
  }

  /** The rows of each split apart, and of the spans how far they reach. */
  private static void tell(String what, JsonNode value, Map<String, JsonNode> facts) {
    if (what.endsWith("splits")) {
      value
          .propertyStream()
          .forEach(
              each ->
                  facts.put(what.replace("splits", "rows of ") + each.getKey(), each.getValue()));
    } else if (what.endsWith("spans") && !value.isEmpty()) {
      facts.put(
          what,
          Json.tree(
              "%d from %s to %s"
                  .formatted(
                      value.size(),
                      value.get(0).path("start").asString(),
                      value.get(value.size() - 1).path("end").asString())));
    } else {
      facts.put(what, value);
    }
  }

  private static List<Distance> distances(Told old, Told now) {
    String before = old.bundle().contents().statistics();
    String after = now.bundle().contents().statistics();
    return before.equals(after)
        ? List.of()
        : StatisticsReports.distances(
            StatisticsFile.parse(before).split(Splits.TRAIN),
            StatisticsFile.parse(after).split(Splits.TRAIN));
  }

  // -- parameters and code

  private static List<Change> keyParts(Told old, Told now, Predicate<String> which) {
    return RunDiffs.changes(parts(old, which), parts(now, which));
  }

  private static Map<String, JsonNode> parts(Told told, Predicate<String> which) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    told.lineage()
        .executions()
        .forEach(
            (step, execution) ->
                execution
                    .keyParts()
                    .forEach(
                        (part, value) -> {
                          if (which.test(part)) {
                            boolean param = part.startsWith(PARAM);
                            parts.put(
                                step + " " + (param ? part.substring(PARAM.length()) : part),
                                param ? written(value) : Json.tree(value));
                          }
                        }));
    return parts;
  }

  /** Parameters are kept as JSON; those that are too long, as a digest. */
  private static JsonNode written(String value) {
    return value.startsWith("sha256:") ? Json.tree(value) : Json.parse(value);
  }

  private List<Change> code(Told old, Told now) {
    List<Change> changes = new ArrayList<>();
    changes.addAll(RunDiffs.changes(pipeline(old), pipeline(now)));
    changes.addAll(keyParts(old, now, part -> part.equals("code") || part.equals("component")));
    return changes;
  }

  private Map<String, JsonNode> pipeline(Told told) {
    return metadata()
        .findRun(told.lineage().last().run())
        .map(run -> Map.<String, JsonNode>of("pipeline", Json.tree(run.specDigest().hex())))
        .orElse(Map.of());
  }

  // -- figures

  private boolean sameRows(Told old, Told now) {
    Optional<String> before = rows(old);
    return before.isPresent() && before.equals(rows(now));
  }

  /** The digests of the rows that the evaluation read, or of all it could have read. */
  private Optional<String> rows(Told told) {
    Optional<Execution> judge =
        told.version()
            .blessing()
            .flatMap(metadata()::producer)
            .flatMap(Task::execution)
            .flatMap(metadata()::findExecution);
    String split = judge.map(each -> each.keyParts().get("param.split")).orElse("null");
    return judge
        .map(each -> each.inputs().getOrDefault("examples", List.of()))
        .flatMap(examples -> examples.stream().findFirst())
        .flatMap(metadata()::findArtifact)
        .map(
            examples -> {
              JsonNode shards =
                  Json.tree(examples.properties()).path("shard_digests").path(text(split));
              return split + (shards.isEmpty() ? examples.digest().hex() : shards.toString());
            });
  }

  private static String text(String json) {
    return Json.parse(json).asString("");
  }

  private static SequencedMap<String, Double> overall(Told told) {
    return told.evaluation().map(EvaluationFigures::metrics).orElse(new LinkedHashMap<>());
  }

  private static List<Slice> slices(Told old, Told now) {
    Map<String, SequencedMap<String, Double>> before = ofSlices(old);
    Map<String, SequencedMap<String, Double>> after = ofSlices(now);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            name ->
                new Slice(
                    name,
                    figures(
                        before.getOrDefault(name, new LinkedHashMap<>()),
                        after.getOrDefault(name, new LinkedHashMap<>()))))
        .toList();
  }

  private static Map<String, SequencedMap<String, Double>> ofSlices(Told told) {
    return told.evaluation().map(EvaluationFigures::slices).orElse(new LinkedHashMap<>());
  }

  private static List<Figure> figures(
      SequencedMap<String, Double> before, SequencedMap<String, Double> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            name ->
                new Figure(
                    name,
                    Optional.ofNullable(before.get(name)),
                    Optional.ofNullable(after.get(name))))
        .toList();
  }

  private static List<Figure> importance(Told old, Told now) {
    return figures(importance(old.bundle()), importance(now.bundle())).stream()
        .filter(figure -> !figure.before().equals(figure.after()))
        .sorted(Comparator.comparingDouble(ModelDiffs::size).reversed())
        .toList();
  }

  private static double size(Figure figure) {
    return Math.abs(figure.after().orElse(0.0) - figure.before().orElse(0.0));
  }

  /** Of each feature how much of the margin it makes up, which compares between models. */
  private static SequencedMap<String, Double> importance(ModelBundle bundle) {
    SequencedMap<String, Double> shares = new LinkedHashMap<>();
    bundle
        .contents()
        .importance()
        .propertyStream()
        .forEach(
            feature ->
                shares.put(feature.getKey(), feature.getValue().path(IMPORTANCE).doubleValue()));
    return shares;
  }

  private MetadataStore metadata() {
    return parts.metadata();
  }
}
