package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureGraph;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremeValuesTest {

  private static final Objective REGRESSION = new Objective.Regression(Loss.SQUARED, 0.5);

  /** Every number next to where a decision changes must be decided as LightGBM does. */
  @ParameterizedTest
  @ValueSource(floats = {1, 1e-35f, 1e-38f, 1e-40f, 1e38f})
  void addTo_numbersAroundEachThreshold_agrees(float scale) throws Exception {
    for (double missing : new double[] {0, 0.2}) {
      LabelledRows training = rows(new Random(1), scale, missing);
      BoostingSettings settings = BoostingSettings.ofRounds(20);
      TrainingOrder order = new TrainingOrder(REGRESSION, training, Optional.empty(), settings, 1);
      try (FittedModel model = new LightgbmTrainer().fit(order, (completed, metrics) -> {})) {
        FeatureMatrix probes = probes(((LightgbmModel) model).trees());
        float[] expected = model.predict(probes);
        double[] found = FeatureGraph.of(model, 2).predict(probes);
        for (int row = 0; row < expected.length; row++) {
          assertThat(found[row])
              .as("%s, %s", probes.values()[2 * row], probes.values()[2 * row + 1])
              .isCloseTo(expected[row], within(1e-5));
        }
      }
    }
  }

  /** The label is the side of 0 and more that the first feature is on, and the second's absence. */
  private static LabelledRows rows(Random random, float scale, double missing) {
    float[] values = new float[2 * 600];
    float[] labels = new float[600];
    for (int row = 0; row < 600; row++) {
      values[2 * row] = (float) random.nextGaussian() * scale;
      values[2 * row + 1] = random.nextInt(4) - 1;
      labels[row] = Math.round(4 * values[2 * row] / scale) + values[2 * row + 1];
      for (int feature = 0; feature < 2; feature++) {
        if (random.nextDouble() < missing) {
          values[2 * row + feature] = Float.NaN;
          labels[row] += 3;
        }
      }
    }
    return new LabelledRows(new FeatureMatrix(600, 2, values), labels);
  }

  private static FeatureMatrix probes(List<Trees> ensembles) {
    List<Float> edges = new ArrayList<>(List.of(0f, -0f, 1e-35f, -1e-35f, Float.NaN));
    edges.addAll(List.of(Float.MAX_VALUE, -Float.MAX_VALUE));
    edges.addAll(List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    ensembles.stream()
        .flatMap(ensemble -> ensemble.trees().stream())
        .flatMap(List::stream)
        .filter(Trees.Branch.class::isInstance)
        .map(node -> ((Trees.Branch) node).threshold())
        .distinct()
        .limit(60)
        .forEach(edges::add);
    List<Float> numbers = new ArrayList<>();
    for (float edge : edges) {
      numbers.addAll(List.of(edge, Math.nextUp(edge), Math.nextDown(edge)));
    }
    float[] values = new float[2 * 2 * numbers.size()];
    for (int place = 0; place < numbers.size(); place++) {
      values[4 * place] = numbers.get(place);
      values[4 * place + 1] = 1;
      values[4 * place + 2] = 0.5f;
      values[4 * place + 3] = numbers.get(place);
    }
    return new FeatureMatrix(2 * numbers.size(), 2, values);
  }
}
