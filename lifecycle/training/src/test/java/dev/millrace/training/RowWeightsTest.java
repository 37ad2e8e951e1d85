package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.model.DataType;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowWeightsTest {

  private static final Targets BINARY = new Targets(new Objective.Binary(), "late", List.of());
  private static final Targets COLOURS =
      new Targets(new Objective.Multiclass(3), "colour", List.of("blue", "green", "red"));
  private static final Targets NUMBER =
      new Targets(new Objective.Regression(Objective.Loss.SQUARED, 0.5), "price", List.of());
  private static final Optional<String> COLUMN = Optional.of("importance");

  @Test
  void of_nothingAsked_isEmpty() {
    assertThat(weights(Optional.empty(), Map.of(), false, BINARY, 0, 1)).isEmpty();
  }

  @Test
  void of_columnAndClasses_areMultiplied() {
    RowWeights weights = new RowWeights(COLUMN, Map.of("true", 3.0), false);
    Optional<KeptColumn> kept = Optional.of(numbers(1, 2, 0.5));

    assertThat(weights.of(kept, BINARY, new float[] {0, 1, 1}, "train").orElseThrow())
        .containsExactly(1, 6, 1.5f);
  }

  @Test
  void of_balanced_letsEachClassCountTheSameTogether() {
    float[] found = weights(Optional.empty(), Map.of(), true, COLOURS, 0, 0, 0, 1, 2, 2).get();

    // Six rows and three classes: two a class.
    assertThat(found).containsExactly(2 / 3f, 2 / 3f, 2 / 3f, 2, 1, 1);
  }

  @Test
  void of_classThatIsNone_isRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> weights(Optional.empty(), Map.of("rde", 2.0), false, COLOURS, 0, 1, 2))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessage("class_weights: there is no class 'rde'");
              assertThat(error.hint()).contains("the classes are blue, green, red");
            });
  }

  @Test
  void of_classesOfANumber_areRefused() {
    assertThatThrownBy(() -> weights(Optional.empty(), Map.of(), true, NUMBER, 1, 2))
        .isInstanceOf(UserError.class)
        .hasMessage("there are no classes to weigh in a regression task");
  }

  @Test
  void of_weightThatIsNone_isRefusedWithItsRow() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      RowWeights weights = new RowWeights(COLUMN, Map.of(), false);
      assertThatThrownBy(
              () -> weights.of(Optional.of(numbers(1, wrong)), NUMBER, new float[2], "train"))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "the weight 'importance' of row 1 of 'train' is "
                  + wrong
                  + "; expected a number above 0");
    }
    assertThatThrownBy(() -> new RowWeights(COLUMN, Map.of("true", 0.0), false))
        .isInstanceOf(UserError.class)
        .hasMessage("class_weights: 'true' has 0.0; expected a number above 0");
  }

  @Test
  void of_textsOrMoments_areNoWeights() {
    RowWeights weights = new RowWeights(COLUMN, Map.of(), false);
    KeptColumn texts = new KeptColumn.Texts(List.of("1"), new int[] {0}, 0);
    KeptColumn moments = new KeptColumn.Numbers(DataType.TIMESTAMP, new double[] {1}, 0);
    for (KeptColumn wrong : List.of(texts, moments)) {
      assertThatThrownBy(() -> weights.of(Optional.of(wrong), NUMBER, new float[1], "train"))
          .isInstanceOf(UserError.class)
          .hasMessage("the weight 'importance' is no number");
    }
  }

  private static KeptColumn numbers(double... values) {
    return new KeptColumn.Numbers(DataType.NUMBER, values, 0);
  }

  private static Optional<float[]> weights(
      Optional<String> column,
      Map<String, Double> byClass,
      boolean balanced,
      Targets targets,
      float... labels) {
    return new RowWeights(column, byClass, balanced).of(Optional.empty(), targets, labels, "train");
  }
}
