package dev.millrace.app;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.ModelCardReport;
import dev.millrace.core.api.ModelCardReport.Circumstances;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.evaluation.card.CardMaker;
import dev.millrace.evaluation.card.CardSources;
import dev.millrace.evaluation.card.IntendedUse;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * The card of a version: the one that its run has written, or one that is made now as a step would
 * have made it, and what the home knows of the version besides.
 */
final class ModelCards {

  private static final String README = "README.md";

  private final Parts parts;
  private final ModelReports reports;

  ModelCards(Parts parts, ModelReports reports) {
    this.parts = parts;
    this.reports = reports;
  }

  /**
   * @param page where it is going to be written, if anywhere
   * @throws UserError if none is stored, and the bundle is damaged or was collected
   */
  ModelCardReport of(VersionEntry version, Optional<String> page) throws IOException {
    Run maker = maker(version);
    Circumstances circumstances = circumstances(version, maker);
    Optional<ArtifactRow> row = reports.card(version);
    Optional<CardContent> stored = row.isPresent() ? read(row.get()) : Optional.empty();
    return stored.isPresent()
        ? new ModelCardReport(stored.get(), circumstances, row.map(ArtifactRow::id), page)
        : new ModelCardReport(make(version, maker), circumstances, Optional.empty(), page);
  }

  /** The run that trained it, whose words and figures it has; another may have registered it. */
  private Run maker(VersionEntry version) {
    Id run =
        ModelLineage.find(metadata(), version.artifact())
            .map(lineage -> lineage.last().run())
            .orElse(version.run());
    return metadata().findRun(run).orElseThrow();
  }

  /** Empty if it was damaged, or another version of the program has written it in another form. */
  private Optional<CardContent> read(ArtifactRow row) throws IOException {
    try {
      Path file = parts.artifacts().open(row).resolve("model_card.json");
      return Optional.of(Json.as(Json.read(file), CardContent.class));
    } catch (UserError | JacksonException e) {
      return Optional.empty();
    }
  }

  private CardContent make(VersionEntry version, Run maker) throws IOException {
    ModelBundle bundle =
        ModelBundle.open(
            parts.artifacts().open(metadata().findArtifact(version.artifact()).orElseThrow()));
    CardSources sources =
        new CardSources(version.model(), version.version(), version.digest(), bundle);
    new ModelOrigins(metadata()).of(version.artifact()).ifPresent(sources::origin);
    blessing(version, sources);
    evaluation(version, sources);
    Path readme = Path.of(maker.directory()).resolve(README);
    IntendedUse.read(readme)
        .filter(_ -> !maker.directory().isEmpty())
        .ifPresentOrElse(
            use -> sources.readme(use.readme(readme + ", as it is now")),
            () -> sources.missing("There is no README.md in the pipeline's directory now."));
    return CardMaker.of(sources);
  }

  /** Of one that was collected, it is not known which slices thresholds were on. */
  private void blessing(VersionEntry version, CardSources sources) throws IOException {
    Optional<ArtifactRow> row = version.blessing().flatMap(metadata()::findArtifact);
    if (row.isPresent()) {
      sources.judgedBy("blessing", row.get().digest());
      try {
        sources.blessing(
            Json.read(parts.artifacts().open(row.get()).resolve(CardSources.BLESSING)));
      } catch (UserError e) {
        sources.missing("No blessing can be read: " + e.getMessage() + ".");
      }
    }
  }

  /** An evaluation that was collected or never made is said to be missing. */
  private void evaluation(VersionEntry version, CardSources sources) throws IOException {
    Optional<ArtifactRow> row = reports.evaluation(version).flatMap(metadata()::findArtifact);
    if (row.isEmpty()) {
      sources.missing("No evaluation is kept: nothing is known of its quality.");
      return;
    }
    sources.judgedBy("evaluation", row.get().digest());
    try {
      Path file = parts.artifacts().open(row.get()).resolve(CardSources.EVALUATION);
      sources.evaluation(Json.read(file));
    } catch (UserError e) {
      sources.missing("No evaluation can be read: " + e.getMessage() + ".");
    }
  }

  private Circumstances circumstances(VersionEntry version, Run maker) {
    return new Circumstances(
        parts.registry().aliases(version.model()).entrySet().stream()
            .filter(alias -> alias.getValue() == version.version())
            .map(Map.Entry::getKey)
            .toList(),
        parts.registry().findModel(version.model()).orElseThrow().description(),
        version.description(),
        new TreeMap<>(parts.registry().tags(version.id())),
        maker.id(),
        maker.trigger(),
        maker.actor(),
        maker.asOf(),
        maker.reason(),
        new TreeMap<>(maker.tags()));
  }

  private MetadataStore metadata() {
    return parts.metadata();
  }
}
