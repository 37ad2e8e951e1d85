package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.millrace.core.error.UserError;
import dev.millrace.data.TestTask;
import dev.millrace.data.transform.TransformedMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoriesTest {

  private static final List<String> FEATURES = List.of("hour", "distance", "place");

  @TempDir Path folder;

  /** Its places are those of a vocabulary, unknown ones all the last; some are missing. */
  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lightgbm"})
  void run_categoricalFeature_isSplitBySetsAndAgreesOnUnknownAndMissingPlaces(String trainer)
      throws Exception {
    Flights flights = Flights.make(folder, "(i % 3 + i % 7) % 2");
    TestTask task = TestTask.in(folder);

    Path bundle =
        new Train()
            .run(flights.inputs(trainer, Map.of(), List.of("place")), task)
            .model()
            .directory();

    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(bundle.resolve("model.onnx")));
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("TreeEnsemble");
    assertThat(task.lines())
        .anyMatch(
            line ->
                line.matches("model.onnx agrees with " + trainer + " within .* on 4000 rows.*"));
  }

  @Test
  void run_categoryThatIsNone_isRefusedBeforeItIsLearnt() throws Exception {
    Flights flights = Flights.make(folder);
    assertThatThrownBy(
            () ->
                new Train()
                    .run(
                        flights.inputs(
                            "xgboost", Map.of("place", Monotone.INCREASING), List.of("place")),
                        TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'place' is both monotone and categorical");
  }

  @Test
  void of_unknownFeature_suggestsOneThatThereIs() {
    assertThatThrownBy(() -> Categories.of(List.of("plaec"), List.of(), FEATURES))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining("categorical: there is no feature 'plaec'");
              assertThat(error.hint()).contains("did you mean 'place'?");
            });
  }

  @Test
  void of_features_areTheirNumbers() {
    assertThat(Categories.of(List.of("place", "hour", "place"), List.of(), FEATURES).numbers())
        .containsExactly(0, 2);
  }

  @ParameterizedTest
  @CsvSource({"-1, vocabulary", "1.5, vocabulary", "10000, hash"})
  void require_valueThatIsNoCode_namesFeatureAndRow(float value, String remedy) {
    float[] values = {0, 0.5f, 3, 9, Float.NaN, value};
    TransformedMatrix matrix = new TransformedMatrix(2, FEATURES, values, new LinkedHashMap<>());
    Categories categories = Categories.of(List.of("place"), List.of(), FEATURES);

    assertThatThrownBy(() -> categories.require(matrix, "train"))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error)
                  .hasMessageContaining("feature 'place' of row 1 of 'train' is " + value)
                  .hasMessageContaining("an integer from 0 to 9,999");
              assertThat(error.hint().orElseThrow()).contains(remedy);
            });
    values[5] = Float.NaN;
    categories.require(matrix, "train");
    values[5] = 9999;
    categories.require(matrix, "train");
  }
}
