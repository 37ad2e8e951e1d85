package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Task;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  private static final TrainingRows ROWS =
      new TrainingRows(
          new Targets(new Objective.Binary(), "late", List.of()),
          new RowWeights(Optional.empty(), Map.of(), false),
          Optional.empty());

  private static TransformedMatrix matrix(float[] values, double... labels) {
    SequencedMap<String, KeptColumn> kept = new LinkedHashMap<>();
    kept.put("late", new KeptColumn.Numbers(DataType.INTEGER, labels, 0));
    return new TransformedMatrix(labels.length, List.of("a", "b"), values, kept);
  }

  @Test
  void of_missingAndFiniteFeatures_keepsTheArrays() {
    TransformedMatrix matrix = matrix(new float[] {1, Float.NaN, Float.MAX_VALUE, 0}, 0, 1);
    LabelledRows rows = ROWS.of(matrix, "train");
    assertThat(rows.features().values()).isSameAs(matrix.values());
    assertThat(rows.labels()).containsExactly(0, 1);
    ROWS.requireDifferent(rows, "train");
  }

  @Test
  void requireDifferent_noRows_isRefused() {
    TransformedMatrix none = matrix(new float[0]);
    LabelledRows rows = ROWS.of(none, "train");
    assertThatThrownBy(() -> ROWS.requireDifferent(rows, "train"))
        .isInstanceOf(UserError.class)
        .hasMessage("the split 'train' has no rows to train on");
  }

  @Test
  void of_groups_putsTheirRowsTogetherInTheirOrder() {
    SequencedMap<String, KeptColumn> kept = new LinkedHashMap<>();
    kept.put("grade", new KeptColumn.Numbers(DataType.INTEGER, new double[] {0, 1, 2, 3, 4}, 0));
    kept.put("query", new KeptColumn.Texts(List.of("b", "a", "c"), new int[] {0, 1, 0, 2, 1}, 0));
    float[] values = {0, 10, 1, 11, 2, 12, 3, 13, 4, 14};
    TrainingRows ranked =
        new TrainingRows(
            new Targets(new Objective.Ranking(), "grade", List.of()),
            new RowWeights(Optional.empty(), Map.of(), false),
            Optional.of("query"));

    LabelledRows rows =
        ranked.of(new TransformedMatrix(5, List.of("a", "b"), values, kept), "train");

    assertThat(rows.labels()).containsExactly(0, 2, 1, 4, 3);
    assertThat(rows.features().values()).containsExactly(0, 10, 2, 12, 1, 11, 4, 14, 3, 13);
    assertThat(rows.groups().orElseThrow()).containsExactly(2, 2, 1);
  }

  @Test
  void requireFreeOutputs_featureNamedAsTheOutput_isRefused() {
    List<Field> features = List.of(new Field("probability", DataType.NUMBER, false));
    TransformFiles transform =
        new TransformFiles(
            new byte[0], new Signature(List.of(), features, "UTC"), Optional.empty());
    assertThatThrownBy(() -> ModelGraph.requireFreeOutputs(transform, Task.BINARY, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a feature is named 'probability'");
  }
}
