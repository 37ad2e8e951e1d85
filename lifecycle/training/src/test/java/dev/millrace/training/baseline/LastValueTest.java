package dev.millrace.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureGraph;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LastValueTest {

  private static final float MISSING = Float.NaN;
  private static final Objective MEAN = new Objective.Regression(Loss.SQUARED, 0.5);

  /** The second of two features. */
  private static FeatureMatrix last(float... values) {
    float[] both = new float[2 * values.length];
    for (int row = 0; row < values.length; row++) {
      both[2 * row] = 77;
      both[2 * row + 1] = values[row];
    }
    return new FeatureMatrix(values.length, 2, both);
  }

  @Test
  void predict_number_isTheLastOneOrTheMean() throws Exception {
    LabelledRows training = new LabelledRows(last(1, 2, MISSING), new float[] {2, 3, 7});
    assertPredicts(
        MEAN, training, last(5, -0.5f, MISSING, Float.MAX_VALUE), 5, -0.5f, 4, Float.MAX_VALUE);
  }

  @Test
  void predict_quantileOrRanking_isTheLastOneOrWhatTheBaselineIsWithout() throws Exception {
    LabelledRows training = new LabelledRows(last(1, 2, MISSING), new float[] {2, 3, 7});
    assertPredicts(new Objective.Regression(Loss.ABSOLUTE, 0.5), training, last(5, MISSING), 5, 3);
    assertPredicts(new Objective.Regression(Loss.QUANTILE, 0.99), training, last(5, MISSING), 5, 7);
    assertPredicts(new Objective.Ranking(), training, last(5, MISSING), 5, 0);
  }

  @Test
  void predict_count_isNotBelowZero() throws Exception {
    LabelledRows training = new LabelledRows(last(1, 2, MISSING), new float[] {2, 3, 7});
    assertPredicts(
        new Objective.Regression(Loss.POISSON, 0.5), training, last(3, -2, MISSING), 3, 0, 4);
  }

  @Test
  void predict_truth_isTheShareAmongRowsOfTheSameLastValue() throws Exception {
    LabelledRows training =
        new LabelledRows(
            last(1, 1, 1, 0, 0, MISSING),
            new float[] {1, 1, 0, 0, 1, 1},
            Optional.of(new float[] {1, 1, 2, 3, 1, 2}),
            Optional.empty());
    assertPredicts(new Objective.Binary(), training, last(1, 0, MISSING), 0.5f, 0.25f, 0.5f);
  }

  @Test
  void predict_truthThatWasNeverTrueBefore_isTheShareOfAllRows() throws Exception {
    LabelledRows training =
        new LabelledRows(last(0, 0, MISSING, MISSING), new float[] {0, 0, 1, 0});
    assertPredicts(new Objective.Binary(), training, last(1, 0), 0.25f, 0);
  }

  @Test
  void fit_whatIsNoLastValue_isRefused() {
    LabelledRows halves = new LabelledRows(last(0, 0.5f), new float[] {0, 1});
    LabelledRows missing = new LabelledRows(last(MISSING, MISSING), new float[] {0, 1});
    assertRefused(new Objective.Binary(), halves, "is 0.5 in row 1");
    assertRefused(MEAN, missing, "missing in all rows");
    assertRefused(new Objective.Multiclass(2), halves, "no class can be told from it");
  }

  @Test
  void importance_isOfTheOneFeature() throws Exception {
    LabelledRows training = new LabelledRows(last(1, 2), new float[] {2, 3});
    try (FittedModel model = fit(MEAN, training)) {
      assertThat(model.importance(last(1, 5)).orElseThrow().meanAbsoluteShap())
          .containsExactly(0, 2);
    }
  }

  private static void assertPredicts(
      Objective objective, LabelledRows training, FeatureMatrix rows, float... expected)
      throws Exception {
    try (FittedModel model = fit(objective, training)) {
      assertThat(model.predict(rows)).containsExactly(expected, within(1e-7f));
      FeatureGraph graph = FeatureGraph.of(model, 2);
      assertThat(graph.predictByOnnxRuntime(rows)).containsExactly(model.predict(rows));
      double[] found = graph.predict(rows);
      for (int row = 0; row < found.length; row++) {
        assertThat((float) found[row]).isEqualTo(model.predict(rows)[row]);
      }
    }
  }

  private static FittedModel fit(Objective objective, LabelledRows training)
      throws InterruptedException {
    return new BaselineTrainer(OptionalInt.of(1))
        .fit(
            new TrainingOrder(objective, training, Optional.empty(), BoostingSettings.DEFAULT, 1),
            (_, _) -> {});
  }

  private static void assertRefused(Objective objective, LabelledRows training, String message) {
    assertThatThrownBy(() -> fit(objective, training))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
