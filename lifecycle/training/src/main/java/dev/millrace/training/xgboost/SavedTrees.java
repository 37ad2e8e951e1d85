package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.Objective;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The trees of a model that XGBoost saved, as {@link Ubjson} reads it.
 *
 * <p>The format is XGBoost's {@code doc/model.schema}. A prediction is a function of the base
 * margin plus one leaf of each tree; the base margin is saved as the prediction {@code base_score},
 * since version 3.1 in brackets, one for each class. A row goes left where its feature, in single
 * precision, is <em>less</em> than the split's condition. A leaf has no left child (−1) and keeps
 * its weight, learning rate included, in the place of the condition. Nodes that pruning has cut off
 * stay in the arrays: only those that the root reaches are taken. Of several classes each round has
 * a tree for each, and {@code tree_info} says whose a tree is.
 */
final class SavedTrees {

  private final Objective objective;
  private final JsonNode learner;
  private final int rounds;

  /**
   * @param model what {@link SavedModel#content} says
   * @param rounds how many of them are taken
   * @throws IllegalArgumentException if the model is not one that {@link XgboostTrainer} asks for
   */
  SavedTrees(JsonNode model, Objective objective, int rounds) {
    this.objective = objective;
    this.learner = model.path("learner");
    this.rounds = rounds;
    require(Objectives.name(objective), learner.path("objective").path("name"));
    require("gbtree", learner.path("gradient_booster").path("name"));
  }

  private static void require(String expected, JsonNode found) {
    if (!found.asString("").equals(expected)) {
      throw new IllegalArgumentException("not a model of " + expected + ": " + found);
    }
  }

  /**
   * The ensemble of each output.
   *
   * @param features how many the model was fitted to
   */
  List<Trees> trees(int features) {
    double[] outputOfTree = Ubjson.numbers(model().path("tree_info"));
    List<List<List<Trees.Node>>> byOutput = new ArrayList<>();
    for (int output = 0; output < objective.outputs(); output++) {
      byOutput.add(new ArrayList<>());
    }
    int place = 0;
    for (TreeArrays tree : kept()) {
      byOutput.get((int) outputOfTree[place++]).add(tree.nodes());
    }
    List<Float> margins = baseMargins();
    List<Trees> ensembles = new ArrayList<>();
    for (int output = 0; output < byOutput.size(); output++) {
      float margin = margins.get(Math.min(output, margins.size() - 1));
      ensembles.add(new Trees(features, margin, byOutput.get(output)));
    }
    return ensembles;
  }

  /** Adds the splits of its trees and what each of them gained, by feature. */
  void addTo(double[] gain, long[] splits) {
    kept().forEach(tree -> tree.addTo(gain, splits));
  }

  private List<TreeArrays> kept() {
    List<TreeArrays> kept = new ArrayList<>();
    for (JsonNode tree : model().path("trees")) {
      if (kept.size() == rounds * objective.outputs()) {
        break;
      }
      kept.add(new TreeArrays(tree));
    }
    return kept;
  }

  private JsonNode model() {
    return learner.path("gradient_booster").path("model");
  }

  private List<Float> baseMargins() {
    String written = learner.path("learner_model_param").path("base_score").asString("");
    List<Float> margins = new ArrayList<>();
    for (String score : written.replace("[", "").replace("]", "").split(",", -1)) {
      margins.add(Objectives.margin(objective, Float.parseFloat(score.strip())));
    }
    return margins;
  }
}
