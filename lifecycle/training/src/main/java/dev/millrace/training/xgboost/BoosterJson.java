package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the trees out of a model that XGBoost saved as JSON.
 *
 * <p>The format is XGBoost's {@code doc/model.schema}. A probability is the logistic function of
 * the base margin plus one leaf of each tree; the base margin is saved as the probability {@code
 * base_score}, since version 3.1 in brackets. A row goes left where its feature, in single
 * precision, is <em>less</em> than the split's condition. A leaf has no left child (−1) and keeps
 * its weight, learning rate included, in the place of the condition. Nodes that pruning has cut off
 * stay in the arrays: only those that the root reaches are taken.
 */
final class BoosterJson {

  /** Reads {@code Infinity}, which XGBoost writes where all values present go left. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private BoosterJson() {}

  /**
   * @param features how many the model was fitted to
   * @throws IllegalArgumentException if the model is not one that {@link XgboostTrainer} asks for
   */
  static Trees trees(byte[] json, int features) {
    JsonNode learner = MAPPER.readTree(json).path("learner");
    require("binary:logistic", learner.path("objective").path("name"));
    require("gbtree", learner.path("gradient_booster").path("name"));
    List<List<Trees.Node>> trees = new ArrayList<>();
    for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
      trees.add(new TreeJson(tree).nodes());
    }
    return new Trees(features, baseMargin(learner.path("learner_model_param")), trees);
  }

  private static void require(String expected, JsonNode found) {
    if (!found.asString("").equals(expected)) {
      throw new IllegalArgumentException("not a model of " + expected + ": " + found);
    }
  }

  /** The logit of the base score, in single precision as XGBoost computes it. */
  private static float baseMargin(JsonNode parameters) {
    String written = parameters.path("base_score").asString("");
    float probability = Float.parseFloat(written.replace("[", "").replace("]", ""));
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("base_score is not a probability: '" + written + "'");
    }
    return (float) -StrictMath.log(1 / probability - 1);
  }
}
