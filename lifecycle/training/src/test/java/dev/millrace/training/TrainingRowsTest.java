package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.training.trainer.LabelledRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  @Test
  void of_missingAndFiniteFeatures_keepsTheArrays() {
    TransformedMatrix matrix =
        new TransformedMatrix(
            List.of("a", "b"), new float[] {1, Float.NaN, Float.MAX_VALUE, 0}, new float[] {0, 1});
    LabelledRows rows = TrainingRows.of(matrix, "train", "late");
    assertThat(rows.features().values()).isSameAs(matrix.values());
    assertThat(rows.labels()).isSameAs(matrix.labels());
    TrainingRows.requireBothLabels(rows, "train", "late");
  }

  @Test
  void of_infiniteFeature_isRefusedWithItsPlace() {
    TransformedMatrix matrix =
        new TransformedMatrix(
            List.of("a", "b"), new float[] {1, 2, 3, Float.NEGATIVE_INFINITY}, new float[] {0, 1});
    assertThatThrownBy(() -> TrainingRows.of(matrix, "train", "late"))
        .isInstanceOf(UserError.class)
        .hasMessage("feature 'b' of row 1 of 'train' is infinite in single precision");
  }

  @Test
  void requireBothLabels_noRows_isRefused() {
    TransformedMatrix none = new TransformedMatrix(List.of("a"), new float[0], new float[0]);
    LabelledRows rows = TrainingRows.of(none, "train", "late");
    assertThatThrownBy(() -> TrainingRows.requireBothLabels(rows, "train", "late"))
        .isInstanceOf(UserError.class)
        .hasMessage("the split 'train' has no rows to train on");
  }

  @Test
  void requireFreeOutput_featureNamedAsTheOutput_isRefused() {
    List<Field> features = List.of(new Field("probability", DataType.NUMBER, false));
    TransformFiles transform =
        new TransformFiles(new byte[0], new Signature(List.of(), features, "UTC"));
    assertThatThrownBy(() -> ModelGraph.requireFreeOutput(transform))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a feature is named 'probability'");
  }
}
