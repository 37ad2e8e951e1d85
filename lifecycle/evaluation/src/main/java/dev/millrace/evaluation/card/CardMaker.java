package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.CardContent.Data;
import dev.millrace.core.api.CardContent.Figures;
import dev.millrace.core.api.CardContent.Importance;
import dev.millrace.core.api.CardContent.Provenance;
import dev.millrace.core.api.CardContent.Subject;
import dev.millrace.core.api.CardContent.Use;
import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.port.Origins.Made;
import dev.millrace.core.port.Origins.Origin;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.page.FeatureReport;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.evaluation.report.EvaluationReport.SmallSlices;
import dev.millrace.model.Signature;
import dev.millrace.model.bundle.ModelBundle;
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

/** Puts a version's card together, the same from the same sources. */
public final class CardMaker {

  private final CardSources sources;
  private final ModelBundle bundle;
  private final List<String> missing;

  private CardMaker(CardSources sources) {
    this.sources = sources;
    this.bundle = sources.bundle();
    this.missing = new ArrayList<>(sources.missing());
  }

  /** The card. */
  public static CardContent of(CardSources sources) {
    return new CardMaker(sources).make();
  }

  private CardContent make() {
    Data data = data();
    Optional<Figures> figures = figures();
    List<Importance> importance = importance();
    return new CardContent(
        subject(),
        new Use(sources.origin().map(Origin::description).orElse(""), sources.readme()),
        data,
        figures,
        importance,
        provenance(),
        missing);
  }

  private Subject subject() {
    return new Subject(
        sources.model(),
        sources.version(),
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

  private Data data() {
    List<Feature> training = new ArrayList<>();
    StatisticsFile statistics = StatisticsFile.parse(bundle.contents().statistics());
    if (statistics.splits().containsKey(Splits.TRAIN)) {
      FeatureReport.of(statistics.split(Splits.TRAIN)).values().stream()
          .map(FeatureReport::feature)
          .forEach(training::add);
    } else {
      missing.add("The bundle has no statistics of the training data.");
    }
    Optional<Made> examples = sources.origin().flatMap(CardMaker::examples);
    if (examples.isEmpty()) {
      missing.add("No examples are recorded of it, so spans and rejected rows are not known.");
    }
    SequencedMap<String, Long> rows = new LinkedHashMap<>();
    statistics.splits().forEach((split, counted) -> rows.put(split, counted.rows()));
    return new Data(
        rows,
        examples.flatMap(made -> spans(made.properties().getOrDefault("spans", Json.array()))),
        examples
            .map(made -> made.properties().getOrDefault("rows_rejected", Json.object()))
            .filter(JsonNode::isNumber)
            .map(JsonNode::longValue),
        training,
        bundle.contents().schema());
  }

  private static Optional<Made> examples(Origin origin) {
    return origin.made().stream()
        .filter(made -> made.type().equals(Examples.TYPE.toString()))
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

  private Optional<Figures> figures() {
    if (sources.evaluation().isEmpty()) {
      return Optional.empty();
    }
    Figures figures = CardFigures.of(sources.evaluation().get(), sources.blessing());
    boolean calibrated =
        switch (bundle.manifest().task()) {
          case BINARY, REGRESSION -> true;
          case MULTICLASS, RANKING -> false; // not measured of these
        };
    if (calibrated && figures.calibration().isEmpty()) {
      missing.add("The evaluation has no calibration.");
    }
    if (figures.slices().isEmpty()) {
      List<SmallSlices> small = CardFigures.small(sources.evaluation().get());
      missing.add(
          (small.isEmpty() ? "The evaluation has no slices" : SmallSlices.none(small))
              + ": how it does on parts of the rows is not known.");
    }
    return Optional.of(figures);
  }

  private List<Importance> importance() {
    List<Importance> importance =
        bundle
            .contents()
            .importance()
            .propertyStream()
            .filter(feature -> feature.getValue().has("mean_absolute_shap"))
            .map(
                feature ->
                    new Importance(
                        feature.getKey(),
                        feature.getValue().get("mean_absolute_shap").doubleValue()))
            .sorted(Comparator.comparingDouble(Importance::meanAbsoluteShap).reversed())
            .toList();
    if (importance.isEmpty()) {
      missing.add("The model's bundle has no importance of features.");
    }
    return importance;
  }

  private Provenance provenance() {
    Optional<Origin> origin = sources.origin();
    if (origin.isEmpty()) {
      missing.add("How it was made is not known: no step here is known to have made its bundle.");
    }
    SequencedMap<String, String> artifacts = new LinkedHashMap<>();
    origin.ifPresent(
        known -> known.made().forEach(made -> artifacts.put(made.name(), made.digest().hex())));
    sources.judges().forEach((what, digest) -> artifacts.put(what, digest.hex()));
    return new Provenance(
        sources.digest().hex(),
        origin.map(Origin::pipeline),
        origin.map(known -> known.spec().hex()),
        new TreeMap<>(origin.map(Origin::params).orElse(Map.of())),
        origin.map(Origin::steps).orElse(List.of()),
        artifacts,
        bundle.manifest().files());
  }
}
