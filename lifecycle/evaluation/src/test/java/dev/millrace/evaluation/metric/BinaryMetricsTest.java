package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BinaryMetricsTest {

  @Test
  void of_randomRowsWithTiesAndWeights_agreesWithDefinitions() {
    for (int seed = 0; seed < 100; seed++) {
      Rows rows = Rows.random(new Random(seed));
      BinaryMetrics metrics = BinaryMetrics.of(rows.scores(), rows.labels(), rows.weights());
      BruteForce definitions = new BruteForce(rows);
      for (Formula<BinaryTally> formula : BinaryPlan.USUAL.formulas()) {
        String name = formula.metric().name();
        double expected = definitions.value(name);
        double found = metrics.value(name).orElse(Double.NaN);
        if (Double.isFinite(expected) && !Double.isNaN(found)) {
          assertThat(found)
              .as("%s, seed %d", name, seed)
              .isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
        } else {
          assertThat(degenerate(name) || (Double.isNaN(found) && !Double.isFinite(expected)))
              .as("%s is %s, seed %d; expected %s", name, found, seed, expected)
              .isTrue();
        }
      }
    }
  }

  /** Those whose textbook form divides by 0 where another form of it does not. */
  private static boolean degenerate(String name) {
    return List.of("f1", "prevalence_threshold", "diagnostic_odds_ratio", "fowlkes_mallows")
        .contains(name);
  }

  @Test
  void of_constraints_areTheBestOverAllThresholds() {
    List<MetricName> asked =
        Stream.of(
                "sensitivity_at_specificity@0.7",
                "specificity_at_sensitivity@0.6",
                "precision_at_recall@0.4",
                "recall_at_precision@0.55",
                "recall_at_false_positive_rate@0.2",
                "threshold_at_recall@0.8",
                "precision@0.3",
                "f1@0.9")
            .map(MetricName::parse)
            .toList();
    BinaryPlan plan = BinaryPlan.of(0.5, asked);
    for (int seed = 0; seed < 60; seed++) {
      Rows rows = Rows.random(new Random(seed));
      BruteForce all = new BruteForce(rows);
      SequencedMap<String, Double> found =
          BinaryMeasure.of(plan, rows.scores(), rows.labels()).byName(Weights.of(rows.weights()));
      Map<String, Double> expected =
          Map.of(
              "sensitivity_at_specificity@0.7",
              all.constrained(
                  row -> all.rateFrom("recall", row),
                  row -> all.rateFrom("specificity", row) >= 0.7,
                  0),
              "specificity_at_sensitivity@0.6",
              all.constrained(
                  row -> all.rateFrom("specificity", row),
                  row -> all.rateFrom("recall", row) >= 0.6,
                  Double.NaN),
              "precision_at_recall@0.4",
              all.constrained(
                  row -> all.rateFrom("precision", row),
                  row -> all.rateFrom("recall", row) >= 0.4,
                  Double.NaN),
              "recall_at_precision@0.55",
              all.constrained(
                  row -> all.rateFrom("recall", row),
                  row -> all.rateFrom("precision", row) >= 0.55,
                  0),
              "recall_at_false_positive_rate@0.2",
              all.constrained(
                  row -> all.rateFrom("recall", row),
                  row -> all.rateFrom("fall_out", row) <= 0.2,
                  0),
              "threshold_at_recall@0.8",
              all.constrained(
                  row -> rows.scores()[row], row -> all.rateFrom("recall", row) >= 0.8, Double.NaN),
              "precision@0.3",
              all.decided("precision", 0.3));
      String of = "seed " + seed;
      expected.forEach(
          (name, value) -> {
            if (!Double.isNaN(value)) {
              assertThat(found.get(name)).as(name + ", " + of).isCloseTo(value, within(1e-9));
            }
          });
    }
  }

  @Test
  void of_weightTwo_isRowTwice() {
    double[] scores = {0.2, 0.9, 0.4};
    double[] labels = {0, 1, 1};
    var weighted = BinaryMetrics.of(scores, labels, new double[] {1, 2, 1});
    var twice =
        BinaryMetrics.of(new double[] {0.2, 0.9, 0.9, 0.4}, new double[] {0, 1, 1, 1}).byName();
    twice.forEach(
        (name, value) -> {
          if (!name.equals("example_count")) {
            assertThat(weighted.byName().get(name)).isCloseTo(value, within(1e-15));
          }
        });
  }

  /** The examples in scikit-learn's documentation of each function. */
  @Test
  void of_publishedExamples_givesPublishedValues() {
    BinaryMetrics ranked =
        BinaryMetrics.of(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1});
    assertThat(ranked.value("auc")).hasValue(0.75); // roc_auc_score
    assertThat(ranked.value("auc_precision_recall").orElseThrow())
        .isCloseTo(0.83, within(0.005)); // average_precision_score
    assertThat(
            BinaryMetrics.of(new double[] {0.1, 0.9, 0.8, 0.3}, new double[] {0, 1, 1, 0})
                .value("brier_score")
                .orElseThrow())
        .isCloseTo(0.0375, within(1e-12)); // brier_score_loss
    assertThat(
            BinaryMetrics.of(new double[] {0.9, 0.1, 0.2, 0.65}, new double[] {1, 0, 0, 1})
                .value("log_loss")
                .orElseThrow())
        .isCloseTo(0.21616, within(1e-5)); // log_loss
    assertThat(
            BinaryMetrics.of(new double[] {1, 0, 1, 1}, new double[] {1, 1, 1, 0})
                .value("mcc")
                .orElseThrow())
        .isCloseTo(-1.0 / 3, within(1e-12)); // matthews_corrcoef
  }

  @Test
  void of_constantScore_hasAucOfOneHalfAndEntropyAsLogLoss() {
    double[] scores = {0.25, 0.25, 0.25, 0.25};
    BinaryMetrics metrics = BinaryMetrics.of(scores, new double[] {1, 0, 0, 0});
    assertThat(metrics.value("auc")).hasValue(0.5);
    assertThat(metrics.value("auc_precision_recall")).hasValue(0.25);
    assertThat(metrics.value("calibration")).hasValue(1);
    assertThat(metrics.value("expected_calibration_error")).hasValue(0);
    double entropy = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertThat(metrics.value("log_loss").orElseThrow()).isCloseTo(entropy, within(1e-15));
  }

  @Test
  void of_oneClassOnly_leavesOutWhatIsUndefined() {
    var negatives = BinaryMetrics.of(new double[] {0.1, 0.2}, new double[] {0, 0}).byName();
    assertThat(negatives)
        .containsKeys("log_loss", "accuracy", "specificity", "mean_label")
        .doesNotContainKeys("auc", "auc_precision_recall", "recall", "calibration", "mcc", "f1");
  }

  @Test
  void of_noRows_hasOnlyCounts() {
    assertThat(BinaryMetrics.of(new double[0], new double[0]).byName().values()).containsOnly(0.0);
  }

  @Test
  void of_certainAndWrong_clipsLogLoss() {
    BinaryMetrics metrics = BinaryMetrics.of(new double[] {1}, new double[] {0});
    assertThat(metrics.value("log_loss").orElseThrow()).isCloseTo(-Math.log(1e-7), within(1e-8));
  }

  @Test
  void of_valueOutsideDomain_isRefused() {
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5, Double.NaN}, new double[2]))
        .hasMessage("the score of row 1 is NaN; expected a probability from 0 to 1");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {1.5}, new double[1]))
        .hasMessageContaining("score of row 0 is 1.5");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5}, new double[] {0.5}))
        .hasMessageContaining("label of row 0 is 0.5; expected 0 or 1");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5}, new double[2]))
        .hasMessage("2 labels for 1 scores");
    assertThatThrownBy(
            () -> BinaryMetrics.of(new double[1], new double[1], new double[] {Double.NaN}))
        .hasMessageContaining("weight of row 0 is NaN");
  }

  @Test
  void plan_unknownMetric_isRefusedWithTheNearest() {
    assertThatThrownBy(() -> BinaryPlan.of(0.5, List.of(MetricName.parse("ouc"))))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.toString() + error.hint()).contains("auc"));
    assertThatThrownBy(() -> MetricName.parse("precision@much"))
        .hasMessageContaining("no number behind its @");
    assertThatThrownBy(() -> BinaryPlan.of(0.5, List.of(MetricName.parse("precision@2"))))
        .hasMessageContaining("a number from 0 to 1");
  }

  @Test
  void values_groups_areWhatTheirRowsAloneGive() {
    Rows rows = Rows.random(new Random(3));
    int[] group = new int[rows.size()];
    Arrays.setAll(group, row -> row % 3 - 1);
    Groups groups = Groups.all(rows.size());
    int first = groups.add(group, 2);
    BinaryMeasure measure = BinaryMeasure.of(BinaryPlan.USUAL, rows.scores(), rows.labels());
    double[][] values = measure.values(Weights.of(rows.weights()), groups);
    for (int each = 0; each < 2; each++) {
      int of = each;
      Rows alone = rows.where(row -> group[row] == of);
      double[] expected =
          BinaryMeasure.of(BinaryPlan.USUAL, alone.scores(), alone.labels())
              .values(Weights.of(alone.weights()), Groups.all(alone.size()))[0];
      assertThat(values[first + each]).isEqualTo(expected);
    }
  }

  /** More rows than are walked at a time, in ties that reach over the ends of a walk. */
  @Test
  void values_severalDrawsTogether_areThoseOfEachDrawOnTheRowsOfEachGroup() {
    Random random = new Random(5);
    int size = 4 * RankedRows.MOST + 1;
    double[] scores = random.ints(size, 0, 9).mapToDouble(score -> score / 8.0).toArray();
    double[] labels = random.ints(size, 0, 2).asDoubleStream().toArray();
    double[] weights = random.doubles(size).map(weight -> Math.max(0, weight - 0.3)).toArray();
    int[] group = random.ints(size, -1, 3).toArray();
    BinaryPlan plan = BinaryPlan.of(0.4, List.of(MetricName.parse("recall_at_precision@0.5")));
    Groups groups = Groups.all(size);
    groups.add(group, 3);
    Rows rows = new Rows(scores, labels, weights);
    List<double[][]> together =
        BinaryMeasure.of(plan, scores, labels)
            .in(groups)
            .values(List.of(Weights.equal(), Weights.of(weights)));
    for (int of = 0; of < groups.count(); of++) {
      int each = of - 1;
      Rows alone = rows.where(row -> each < 0 || group[row] == each);
      BinaryMeasure measure = BinaryMeasure.of(plan, alone.scores(), alone.labels());
      Groups whole = Groups.all(alone.size());
      assertThat(together.get(0)[of]).isEqualTo(measure.values(Weights.equal(), whole)[0]);
      assertThat(together.get(1)[of])
          .isEqualTo(measure.values(Weights.of(alone.weights()), whole)[0]);
      BruteForce definitions = new BruteForce(alone);
      assertThat(together.get(1)[of][0]).isCloseTo(definitions.value("auc"), within(1e-10));
      assertThat(together.get(1)[of][1])
          .isCloseTo(definitions.value("auc_precision_recall"), within(1e-10));
    }
  }
}
