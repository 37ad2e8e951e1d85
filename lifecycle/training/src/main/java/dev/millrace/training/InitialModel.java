package dev.millrace.training;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Manifest;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.training.trainer.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The model that a training goes on from. Its trees ask of features by their places and by
 * thresholds on their values, so they mean the same only behind the same transform: the same
 * columns, the same vocabularies, the same means. That is why the model's graph has to begin with
 * the transform's, node for node and constant for constant.
 */
final class InitialModel {

  private static final String KEEP_TRANSFORM =
      "give the step transform the same initial, transform: { initial: champion }, so that it keeps"
          + " what it learnt for that model; or leave initial out to train from nothing";

  private InitialModel() {}

  /**
   * The trainer's own file of the model; empty if there is no model.
   *
   * @throws UserError if the bundle is damaged, or the model is not one to go on from
   */
  static Optional<byte[]> saved(
      Optional<Model> initial, Trainer trainer, TransformFiles transform, Targets targets)
      throws IOException {
    if (initial.isEmpty()) {
      return Optional.empty();
    }
    ModelBundle bundle = ModelBundle.open(initial.get().directory());
    requireSame(bundle.manifest(), trainer, transform, targets);
    byte[] saved =
        bundle
            .contents()
            .continuation()
            .trainerFile()
            .orElseThrow(
                () ->
                    UserError.usage("the initial model has no trainer.bin to go on from")
                        .hint(
                            "train it again with this version, by a trainer that can go on:"
                                + " xgboost or lightgbm; or leave initial out"));
    if (!GraphBuilder.continues(bundle.contents().graph(), transform.onnx())) {
      throw other("transform", "its own", "one that was analysed anew")
          .hint("the trees' thresholds would mean something else: " + KEEP_TRANSFORM);
    }
    return Optional.of(saved);
  }

  /** What the log says of it. */
  static String told(Optional<Model> initial) {
    return initial.isPresent()
        ? "trained on from the initial model"
        : "no initial model: trained from nothing";
  }

  private static void requireSame(
      Manifest found, Trainer trainer, TransformFiles transform, Targets targets) {
    require("trainer", found.trainer(), trainer.name());
    require("task", found.task().text(), targets.objective().task().text());
    require("label", found.label(), targets.label());
    require("list of classes", found.classes(), targets.classes());
    List<String> features = transform.signature().outputs().stream().map(Field::name).toList();
    // New words of a vocabulary may be new features.
    require("list of features", found.features(), features, KEEP_TRANSFORM);
  }

  private static void require(String what, Object found, Object wanted) {
    require(
        what,
        found,
        wanted,
        "leave initial out to train from nothing, or name a model that was trained the same way");
  }

  private static void require(String what, Object found, Object wanted, String remedy) {
    if (!found.equals(wanted)) {
      throw other(what, found.toString(), wanted.toString()).hint(remedy);
    }
  }

  private static UserError other(String what, String found, String wanted) {
    return UserError.usage(
        "the initial model has another " + what + ": " + found + ", where this step has " + wanted);
  }
}
