package dev.millrace.training.xgboost;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as XGBoost's own file, as JSON: its reader of the smaller binary form (UBJSON) ends the
 * process where a file is cut short. It is read by Java first, so that nothing but well-formed JSON
 * of a model of the right kind reaches native code. XGBoost goes on from all rounds that a file
 * has, so one of a model that stopped early has only those that were kept. The file says nothing of
 * threads, time or the parameters that are not the model's.
 */
final class SavedModel {

  private static final String FORMAT = "json";
  private static final String BINARY = "ubj";
  private static final String HINT =
      "leave initial out to train from nothing, or name a model that was trained the same way";

  /** XGBoost writes infinite numbers bare, and reads them so. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private SavedModel() {}

  /** What the file of all rounds would say, by a quicker way than through its text. */
  static JsonNode content(Booster booster) throws XGBoostError {
    return Ubjson.read(booster.toByteArray(BINARY));
  }

  /**
   * The file of a booster's first rounds.
   *
   * @param rounds how many of them are the model
   */
  static byte[] bytes(Booster booster, Objective objective, int rounds) throws XGBoostError {
    byte[] file = bytes(booster);
    if (rounds == booster.getNumBoostedRound()) {
      return file;
    }
    JsonNode model = MAPPER.readTree(file);
    cut(model.path("learner").path("gradient_booster").path("model"), objective, rounds);
    Booster kept = load(MAPPER.writeValueAsBytes(model));
    try {
      return bytes(kept);
    } finally {
      kept.dispose();
    }
  }

  private static byte[] bytes(Booster booster) throws XGBoostError {
    return booster.toByteArray(FORMAT);
  }

  private static void cut(JsonNode model, Objective objective, int rounds) {
    int trees = rounds * objective.outputs();
    keep(model.path("trees"), trees);
    keep(model.path("tree_info"), trees);
    keep(model.path("iteration_indptr"), rounds + 1);
    ((ObjectNode) model.path("gbtree_model_param")).put("num_trees", String.valueOf(trees));
  }

  private static void keep(JsonNode array, int size) {
    ArrayNode entries = (ArrayNode) array;
    while (entries.size() > size) {
      entries.remove(entries.size() - 1);
    }
  }

  /**
   * The booster that an order goes on from, to be disposed of.
   *
   * @param saved its file
   * @throws UserError if it is no file of XGBoost's, or of a model of another objective, of another
   *     number of features, or of other categorical ones
   */
  static Booster open(byte[] saved, TrainingOrder order) {
    try {
      JsonNode learner = MAPPER.readTree(saved).path("learner");
      if (!learner.isObject()) {
        throw malformed();
      }
      int features = order.training().features().features();
      requireSame(learner, order.objective(), features);
      requireSameCategories(learner.path("feature_types"), order.settings().categorical());
      return load(saved);
    } catch (JacksonException | XGBoostError e) {
      throw malformed().causedBy(e);
    }
  }

  private static UserError malformed() {
    return UserError.failure("the initial model's trainer.bin is no model of XGBoost's")
        .hint("take the bundle from where it was made again");
  }

  private static void requireSame(JsonNode learner, Objective objective, int features) {
    require("objective", Objectives.name(objective), learner.path("objective").path("name"));
    JsonNode parameters = learner.path("learner_model_param");
    require("number of features", String.valueOf(features), parameters.path("num_feature"));
    if (objective instanceof Objective.Multiclass(int classes)) {
      require("number of classes", String.valueOf(classes), parameters.path("num_class"));
    }
    if (objective instanceof Objective.Regression(Loss loss, double quantile)
        && loss == Loss.QUANTILE) {
      requireQuantile(
          quantile, learner.path("objective").path("quantile_loss_param").path("quantile_alpha"));
    }
  }

  /** A file says nothing of types where all features are quantities. */
  private static void requireSameCategories(JsonNode types, List<Integer> wanted) {
    List<Integer> found =
        IntStream.range(0, types.size())
            .filter(feature -> types.get(feature).asString("").equals(NativeMatrix.CATEGORY))
            .boxed()
            .toList();
    if (!found.equals(wanted)) {
      throw other("set of categorical features, by number", "" + wanted, "" + found);
    }
  }

  private static void requireQuantile(double wanted, JsonNode found) {
    String text = found.asString("").replace("[", "").replace("]", "").strip();
    float quantile = text.isEmpty() ? Float.NaN : Float.parseFloat(text);
    if (quantile != (float) wanted) {
      throw other("quantile", String.valueOf(wanted), String.valueOf(quantile));
    }
  }

  private static void require(String what, String wanted, JsonNode found) {
    String text = found.asString("");
    if (!text.equals(wanted)) {
      throw other(what, wanted, text);
    }
  }

  private static UserError other(String what, String wanted, String found) {
    return UserError.usage(
            "the initial model has another "
                + what
                + ": "
                + (found.isEmpty() ? "none" : found)
                + ", where this step has "
                + wanted)
        .hint(HINT);
  }

  private static Booster load(byte[] bytes) throws XGBoostError {
    try {
      return XGBoost.loadModel(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
