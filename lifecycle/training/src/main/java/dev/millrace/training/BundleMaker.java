package dev.millrace.training;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.statistics.Workers;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Contents;
import dev.millrace.model.bundle.Continuation;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the bundle of a fitted model, having compared its predictions with the trainer's own. */
record BundleMaker(
    TransformFiles transform,
    Schema schema,
    Statistics statistics,
    String trainer,
    Targets targets) {

  /**
   * @param explained rows to tell by what the features are worth
   * @param rows to compare the graph with the trainer on
   * @throws UserError if the graph does not predict what the trainer does
   */
  Model make(FittedModel model, FeatureMatrix explained, ComparedRows rows, TaskContext task)
      throws IOException, SQLException, InterruptedException {
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<ObjectNode> importance = beside.submit(() -> importance(model, explained));
      Future<Optional<byte[]>> saved = beside.submit(model::saved);
      ModelGraph graph =
          ModelGraph.of(transform, model, targets.objective().task(), targets.classes());
      Model bundle = task.stage(Model.TYPE);
      Future<ModelBundle> written =
          beside.submit(
              () -> {
                Continuation continuation =
                    new Continuation(trainerFile(Workers.result(saved), task), transform.kept());
                return ModelBundle.write(
                    bundle.directory(),
                    contents(graph, Workers.result(importance), rows.samples(), continuation),
                    graph.predictor());
              });
      // What is staged is dropped if the step fails.
      requireAgreement(Agreement.of(model, graph.predictor(), rows), task);
      var _ = Workers.result(written);
      return bundle;
    }
  }

  private void requireAgreement(Agreement agreement, TaskContext task) {
    agreement.require(trainer);
    task.log(
        "model.onnx agrees with "
            + trainer
            + " within "
            + agreement.largest()
            + " on "
            + agreement.rows()
            + " rows, half of them unusual");
  }

  /** Left out, and said so, where no bundle could hold it: the model serves without it. */
  private static Optional<byte[]> trainerFile(Optional<byte[]> saved, TaskContext task) {
    boolean fits = saved.isEmpty() || saved.get().length <= ModelBundle.MOST_FILE_BYTES;
    if (!fits) {
      task.log(
          "trainer.bin is left out, so no training can go on from this model: it has "
              + saved.get().length
              + " bytes, more than "
              + ModelBundle.MOST_FILE_BYTES);
    }
    return fits ? saved : Optional.empty();
  }

  private List<String> features() {
    return transform.signature().outputs().stream().map(Field::name).toList();
  }

  /** By feature; empty if the trainer does not tell. */
  private ObjectNode importance(FittedModel model, FeatureMatrix explained) {
    ObjectNode byFeature = Json.object();
    model
        .importance(explained)
        .ifPresent(
            importance -> {
              for (int feature = 0; feature < features().size(); feature++) {
                byFeature
                    .putObject(features().get(feature))
                    .put("gain", importance.gain()[feature])
                    .put("splits", importance.splits()[feature])
                    .put("mean_absolute_shap", importance.meanAbsoluteShap()[feature]);
              }
            });
    return byFeature;
  }

  private Contents contents(
      ModelGraph graph, JsonNode importance, List<JsonNode> samples, Continuation continuation)
      throws IOException {
    return new Contents(
        trainer,
        targets.objective().task(),
        targets.label(),
        targets.classes(),
        features(),
        graph.onnx(),
        graph.signature(),
        Files.readString(schema.file(DataSchema.FILE)),
        Files.readString(statistics.file(StatisticsFile.NAME)),
        importance,
        samples,
        continuation);
  }
}
