package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureGraph;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafSumsTest {

  /** Hundreds of trees whose leaves cancel each other, or add a little to a lot. */
  @ParameterizedTest
  @CsvSource({"0, 1e6", "1e6, 1", "0, 1e-30", "-3e30, 1e30"})
  void exact_leavesUnlikeTheirSum_isAsNearAsSinglePrecisionHasNumbers(double mean, double spread)
      throws Exception {
    Random random = new Random(0);
    float[] values = new float[300];
    float[] labels = new float[300];
    for (int row = 0; row < 300; row++) {
      values[row] = (float) random.nextGaussian();
      labels[row] = (float) (mean + spread * random.nextGaussian());
    }
    FeatureMatrix features = new FeatureMatrix(300, 1, values);
    TrainingOrder order =
        new TrainingOrder(
            new Objective.Regression(Loss.SQUARED, 0.5),
            new LabelledRows(features, labels),
            Optional.empty(),
            BoostingSettings.ofRounds(300),
            1);
    try (FittedModel model = new LightgbmTrainer().fit(order, (completed, metrics) -> {})) {
      float[] expected = model.predict(features);
      double[] found = FeatureGraph.of(model, 1).predict(features);
      for (int row = 0; row < expected.length; row++) {
        assertThat(found[row]).isCloseTo(expected[row], within((double) Math.ulp(expected[row])));
      }
    }
  }
}
