package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class MulticlassMeasureTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Probabilities that decide for the given classes. */
  private static double[][] deciding(int... classes) {
    double[][] probabilities = new double[3][classes.length];
    for (int row = 0; row < classes.length; row++) {
      for (int each = 0; each < 3; each++) {
        probabilities[each][row] = each == classes[row] ? 0.8 : 0.1;
      }
    }
    return probabilities;
  }

  /** The examples in scikit-learn's documentation of each function. */
  @Test
  void byName_publishedExamples_givesPublishedValues() {
    int[] labels = {0, 1, 2, 0, 1, 2};
    var found =
        MulticlassMeasure.of(CLASSES, deciding(0, 2, 1, 0, 0, 1), labels, List.of())
            .byName(Weights.equal());
    assertThat(found.get("f1_macro")).isCloseTo(0.267, within(5e-4)); // f1_score
    assertThat(found.get("f1_micro")).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(found.get("f1_weighted_macro")).isCloseTo(0.267, within(5e-4));
    assertThat(found.get("f1/a")).isCloseTo(0.8, within(1e-12));
    assertThat(found.get("precision_macro")).isCloseTo(2.0 / 9, within(1e-12)); // precision_score
    assertThat(found.get("recall_macro")).isCloseTo(1.0 / 3, within(1e-12)); // recall_score
    double[][] scores = {{0.5, 0.3, 0.2, 0.7}, {0.2, 0.4, 0.4, 0.2}, {0.2, 0.2, 0.3, 0.1}};
    var top =
        MulticlassMeasure.of(
                CLASSES,
                scores,
                new int[] {0, 1, 2, 2},
                List.of(MetricName.parse("top_k_accuracy@2")))
            .byName(Weights.equal());
    assertThat(top.get("top_k_accuracy@2")).isEqualTo(0.75); // top_k_accuracy_score
  }

  /** One of two classes is a binary classifier. */
  @Test
  void byName_twoClasses_agreesWithBinary() {
    for (int seed = 0; seed < 30; seed++) {
      Rows rows = Rows.random(new Random(seed));
      double[][] probabilities = {
        Arrays.stream(rows.scores()).map(score -> 1 - score).toArray(), rows.scores()
      };
      int[] labels = Arrays.stream(rows.labels()).mapToInt(label -> (int) label).toArray();
      Weights weights = Weights.of(rows.weights());
      var two =
          MulticlassMeasure.of(List.of("no", "yes"), probabilities, labels, List.of())
              .byName(weights);
      var one = BinaryMeasure.of(BinaryPlan.USUAL, rows.scores(), rows.labels()).byName(weights);
      same(two, "auc/yes", one, "auc");
      same(two, "auc_macro", one, "auc");
      same(two, "log_loss", one, "log_loss");
      same(two, "accuracy", one, "accuracy");
      same(two, "precision/yes", one, "precision");
      same(two, "recall/yes", one, "recall");
      same(two, "recall/no", one, "specificity");
      same(two, "mcc", one, "mcc");
      same(two, "calibration/yes", one, "calibration");
      same(two, "recall_micro", one, "accuracy");
      if (one.containsKey("brier_score")) {
        assertThat(two.get("brier_score")).isCloseTo(2 * one.get("brier_score"), within(1e-12));
      }
    }
  }

  private static void same(
      SequencedMap<String, Double> two, String name, SequencedMap<String, Double> one, String as) {
    assertThat(two.containsKey(name)).as(name).isEqualTo(one.containsKey(as));
    if (one.containsKey(as)) {
      assertThat(two.get(name)).as(name).isCloseTo(one.get(as), within(1e-9));
    }
  }

  @Test
  void confusionMatrix_knownRows_countsThem() {
    MulticlassMeasure measure =
        MulticlassMeasure.of(CLASSES, deciding(0, 0, 1, 2), new int[] {0, 1, 1, 0}, List.of());
    assertThat(measure.confusionMatrix(Weights.of(new double[] {1, 2, 3, 4})))
        .isDeepEqualTo(new double[][] {{1, 0, 4}, {2, 3, 0}, {0, 0, 0}});
  }

  @Test
  void of_classWithTheSignOfAParameter_isFoundByItsName() {
    List<String> classes = List.of("a@home", "b@2");
    List<MetricName> asked =
        List.of(MetricName.parse("recall/a@home"), MetricName.parse("recall/b@2"));
    MulticlassMeasure measure =
        MulticlassMeasure.of(classes, new double[][] {{0.9}, {0.1}}, new int[1], asked);
    assertThat(measure.byName(Weights.equal())).containsEntry("recall/a@home", 1.0);
  }

  @Test
  void decisions_equalProbabilities_takeTheFirst() {
    double[][] same = {{0.25}, {0.375}, {0.375}};
    MulticlassMeasure measure = MulticlassMeasure.of(CLASSES, same, new int[] {2}, List.of());
    assertThat(measure.decisions()).containsExactly(1);
    assertThat(measure.rank(0)).isEqualTo(2);
  }

  @Test
  void of_whatCannotBe_isRefused() {
    assertThatThrownBy(() -> MulticlassMeasure.of(CLASSES, deciding(0), new int[] {3}, List.of()))
        .hasMessage("row 0 is of class 3");
    assertThatThrownBy(
            () ->
                MulticlassMeasure.of(
                    CLASSES, deciding(0), new int[] {0}, List.of(MetricName.parse("recall/d"))))
        .hasMessageContaining("a multiclass model has no metric 'recall/d'");
  }
}
