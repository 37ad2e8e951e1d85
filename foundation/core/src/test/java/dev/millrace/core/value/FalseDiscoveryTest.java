package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {

  /** Section 3 of Benjamini and Hochberg (1995): fifteen p-values, four rejections at 0.05. */
  @Test
  void discoveries_thrombolysisExample_areTheFirstFour() {
    double[] published = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.000
    };
    Map<String, Double> pValues = new HashMap<>();
    for (int i = 0; i < published.length; i++) {
      pValues.put("h%02d".formatted(i + 1), published[i]);
    }

    assertThat(FalseDiscovery.discoveries(pValues, 0.05))
        .containsExactly("h01", "h02", "h03", "h04");
  }

  @Test
  void discoveries_onePastItsOwnStepRescuedByALaterOne_areBoth() {
    assertThat(FalseDiscovery.discoveries(Map.of("a", 0.04, "b", 0.05), 0.05))
        .containsExactly("a", "b");
  }

  @Test
  void discoveries_notANumber_isNotCountedAsATest() {
    assertThat(FalseDiscovery.discoveries(Map.of("a", 0.05, "b", Double.NaN), 0.05))
        .containsExactly("a");
  }

  @Test
  void discoveries_none_isEmpty() {
    assertThat(FalseDiscovery.discoveries(Map.of(), 0.05)).isEmpty();
  }

  /** Against the adjusted p-values: p is a discovery if min over j ≥ i of m·p₍ⱼ₎/j is at most q. */
  @Test
  void discoveries_random_agreeWithAdjustedPValues() {
    Random random = new Random(20010312);
    for (int trial = 0; trial < 500; trial++) {
      Map<String, Double> pValues = new HashMap<>();
      int tests = 1 + random.nextInt(12);
      for (int i = 0; i < tests; i++) {
        pValues.put("f" + i, Math.pow(random.nextDouble(), 4));
      }
      assertThat(FalseDiscovery.discoveries(pValues, 0.1)).isEqualTo(byAdjusted(pValues, 0.1));
    }
  }

  private static Set<String> byAdjusted(Map<String, Double> pValues, double rate) {
    double[] sorted = pValues.values().stream().mapToDouble(p -> p).sorted().toArray();
    Set<String> found = new TreeSet<>();
    pValues.forEach(
        (test, p) -> {
          double adjusted = Double.POSITIVE_INFINITY;
          for (int j = 1; j <= sorted.length; j++) {
            if (sorted[j - 1] >= p) {
              adjusted = Math.min(adjusted, sorted[j - 1] * sorted.length / j);
            }
          }
          if (adjusted <= rate) {
            found.add(test);
          }
        });
    return found;
  }
}
