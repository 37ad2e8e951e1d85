package dev.millrace.training.lightgbm;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.TrainingOrder;
import java.nio.charset.StandardCharsets;

/**
 * A model to go on from, in LightGBM's own memory until closed. Its margins are what the new trees
 * start from, and its trees come before them.
 *
 * @param rounds how many it grew
 */
record InitialModel(Booster booster, Objective objective, int rounds, int threads)
    implements AutoCloseable {

  /**
   * Reads a model.
   *
   * @param saved by {@link LightgbmModel#saved}
   * @throws UserError if it predicts something else, of other features, or of other categorical
   *     ones
   */
  static InitialModel read(byte[] saved, TrainingOrder order) {
    String text = new String(saved, StandardCharsets.UTF_8);
    Objective objective = order.objective();
    ModelText model;
    try {
      model = new ModelText(text, objective);
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage())).causedBy(e);
    }
    int features = order.training().features().features();
    if (model.features() != features) {
      throw refusal("it has " + model.features() + " features; there are " + features);
    }
    if (!model.takesForCategories(order.settings().categorical())) {
      throw refusal("it has other categorical features");
    }
    return new InitialModel(
        Booster.read(ModelText.ofTreesAlone(text)), objective, model.rounds(), order.threads());
  }

  private static UserError refusal(String why) {
    return UserError.usage("lightgbm cannot go on from the initial model: " + why)
        .hint(
            "go on from a model of the same task, objective and features, categorical ones"
                + " included, or begin anew");
  }

  /** Lets the sums of trees of these rows start from what the model makes of them. */
  void begin(Dataset dataset, LabelledRows rows) {
    int outputs = objective.outputs();
    double[] byRow = booster.predict(rows.features(), Booster.Prediction.MARGIN, outputs, threads);
    double[] byOutput = new double[byRow.length];
    int count = rows.features().rows();
    for (int place = 0; place < byRow.length; place++) {
      byOutput[place % outputs * count + place / outputs] = byRow[place];
    }
    dataset.startFrom(byOutput);
  }

  @Override
  public void close() {
    booster.close();
  }
}
