package dev.millrace.app;

import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.api.PredictionReport;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.files.TableFile;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.predict.Predictor;
import dev.millrace.registry.ModelEntry;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the rows of a file by a registered model, through the same graph and kernels that serve
 * it.
 */
final class FilePrediction {

  private final Parts parts;

  FilePrediction(Parts parts) {
    this.parts = parts;
  }

  PredictionReport predict(PredictionOrder order) throws IOException, InterruptedException {
    long start = System.nanoTime();
    VersionEntry version = version(order.model());
    MetadataStore.ArtifactRow row =
        parts
            .metadata()
            .findArtifact(version.artifact())
            .orElseThrow(() -> UserError.notFound("the bundle of " + version.model() + " is gone"));
    parts.artifacts().verify(row);
    Predictor predictor = ModelBundle.open(parts.artifacts().open(row)).predictor();
    long rows = TableFile.predict(order.input(), order.output(), predictor, parts.home().work());
    return new PredictionReport(
        version.model(),
        version.version(),
        rows,
        order.output().toString(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private VersionEntry version(Optional<String> wanted) {
    ModelRegistry registry = parts.registry();
    List<String> known = registry.models().stream().map(ModelEntry::name).toList();
    String text = wanted.orElseGet(() -> onlyOne(known));
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    String which = at < 0 ? ModelRegistry.CHAMPION : text.substring(at + 1);
    if (!known.contains(name)) {
      throw UserError.notFound("there is no model '" + name + "'")
          .hint(Suggestion.remedy(name, known));
    }
    return number(registry, name, which)
        .flatMap(number -> registry.findVersion(name, number))
        .orElseThrow(
            () ->
                UserError.notFound("model '" + name + "' has no version or alias '" + which + "'")
                    .hint("'millrace models show " + name + "' lists them"));
  }

  private static Optional<Integer> number(ModelRegistry registry, String name, String which) {
    return which.matches("\\d{1,9}")
        ? Optional.of(Integer.parseInt(which))
        : Optional.ofNullable(registry.aliases(name).get(which));
  }

  private static String onlyOne(List<String> known) {
    if (known.isEmpty()) {
      throw UserError.notFound("no model is registered").hint("'millrace run PIPELINE' makes one");
    }
    if (known.size() > 1) {
      throw UserError.usage("there are " + known.size() + " models: " + String.join(", ", known))
          .hint("say which with --model NAME");
    }
    return known.getFirst();
  }
}
