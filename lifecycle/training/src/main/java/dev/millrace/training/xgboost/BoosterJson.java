package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.Objective;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the trees out of a model that XGBoost saved as JSON.
 *
 * <p>The format is XGBoost's {@code doc/model.schema}. A prediction is a function of the base
 * margin plus one leaf of each tree; the base margin is saved as the prediction {@code base_score},
 * since version 3.1 in brackets, one for each class. A row goes left where its feature, in single
 * precision, is <em>less</em> than the split's condition. A leaf has no left child (−1) and keeps
 * its weight, learning rate included, in the place of the condition. Nodes that pruning has cut off
 * stay in the arrays: only those that the root reaches are taken. Of several classes each round has
 * a tree for each, and {@code tree_info} says whose a tree is.
 */
final class BoosterJson {

  /** Reads {@code Infinity}, which XGBoost writes where all values present go left. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private BoosterJson() {}

  /**
   * The ensemble of each output.
   *
   * @param features how many the model was fitted to
   * @param rounds how many of them are taken
   * @throws IllegalArgumentException if the model is not one that {@link XgboostTrainer} asks for
   */
  static List<Trees> trees(byte[] json, Objective objective, int features, int rounds) {
    JsonNode learner = MAPPER.readTree(json).path("learner");
    require(Objectives.name(objective), learner.path("objective").path("name"));
    require("gbtree", learner.path("gradient_booster").path("name"));
    JsonNode model = learner.path("gradient_booster").path("model");
    int outputs = objective.outputs();
    List<List<List<Trees.Node>>> byOutput = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      byOutput.add(new ArrayList<>());
    }
    int tree = 0;
    for (JsonNode each : model.path("trees")) {
      if (tree < rounds * outputs) {
        int output = model.path("tree_info").path(tree).asInt(0);
        byOutput.get(output).add(new TreeJson(each).nodes());
      }
      tree++;
    }
    List<Float> margins = baseMargins(learner.path("learner_model_param"), objective);
    List<Trees> ensembles = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      float margin = margins.get(Math.min(output, margins.size() - 1));
      ensembles.add(new Trees(features, margin, byOutput.get(output)));
    }
    return ensembles;
  }

  private static void require(String expected, JsonNode found) {
    if (!found.asString("").equals(expected)) {
      throw new IllegalArgumentException("not a model of " + expected + ": " + found);
    }
  }

  private static List<Float> baseMargins(JsonNode parameters, Objective objective) {
    String written = parameters.path("base_score").asString("");
    List<Float> margins = new ArrayList<>();
    for (String score : written.replace("[", "").replace("]", "").split(",", -1)) {
      margins.add(Objectives.margin(objective, Float.parseFloat(score.strip())));
    }
    return margins;
  }
}
