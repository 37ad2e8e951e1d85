package dev.millrace.app;

import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.api.PredictionReport;
import dev.millrace.core.error.UserError;
import dev.millrace.data.files.RowPredictor;
import dev.millrace.data.files.TableFile;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.predict.Predictor;
import dev.millrace.registry.ModelEntry;
import dev.millrace.registry.VersionEntry;
import dev.millrace.serving.Endpoint;
import dev.millrace.serving.InferenceClient;
import dev.millrace.store.MetadataStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the rows of a file by a registered model, through the same graph and kernels that serve
 * it, or by asking a server. Either way the file is read and written by the same code.
 */
final class FilePrediction {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Parts parts;

  FilePrediction(Parts parts) {
    this.parts = parts;
  }

  PredictionReport predict(PredictionOrder order) throws IOException, InterruptedException {
    return order.server().isPresent() ? there(order.server().get(), order) : here(order);
  }

  private PredictionReport here(PredictionOrder order) throws IOException, InterruptedException {
    VersionEntry version = version(order.model());
    MetadataStore.ArtifactRow row =
        parts
            .metadata()
            .findArtifact(version.artifact())
            .orElseThrow(() -> UserError.notFound("the bundle of " + version.model() + " is gone"));
    parts.artifacts().verify(row);
    Predictor predictor = ModelBundle.open(parts.artifacts().open(row)).predictor();
    int threads = Runtime.getRuntime().availableProcessors();
    return write(order, version.model(), version.version(), RowPredictor.here(predictor, threads));
  }

  private PredictionReport there(URI server, PredictionOrder order)
      throws IOException, InterruptedException {
    ModelReference model =
        order
            .model()
            .map(ModelReference::parse)
            .orElseThrow(
                () ->
                    UserError.usage("which model should " + server + " be asked?")
                        .hint("say so with --model NAME"));
    if (model.which().isPresent() && model.number().isEmpty()) {
      throw UserError.usage("a server knows no alias '" + model.which().get() + "'")
          .hint("give the number of a version, or the name alone for the one that is served");
    }
    try (InferenceClient client = new InferenceClient(server, TIMEOUT)) {
      Endpoint endpoint = client.describe(model.name(), model.number());
      return write(
          order,
          endpoint.model(),
          endpoint.version().orElseThrow(),
          new ServedRows(client, endpoint));
    }
  }

  private PredictionReport write(
      PredictionOrder order, String model, int version, RowPredictor predictor)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long rows =
        TableFile.predict(
            order.input(), order.output(), predictor, parts.home().work(), order.texts());
    return new PredictionReport(
        model,
        version,
        rows,
        order.output().toString(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private VersionEntry version(Optional<String> wanted) {
    List<String> known = parts.registry().models().stream().map(ModelEntry::name).toList();
    return ModelReference.parse(wanted.orElseGet(() -> onlyOne(known))).in(parts.registry());
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
