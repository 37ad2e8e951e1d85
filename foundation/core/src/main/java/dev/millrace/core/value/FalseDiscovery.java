package dev.millrace.core.value;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of many tests are discoveries, so that the expected share of false ones among them stays at
 * or below a rate.
 *
 * <p>The step-up procedure of Benjamini and Hochberg, "Controlling the false discovery rate", J. R.
 * Statist. Soc. B 57 (1995) 289–300: with p₍₁₎ ≤ … ≤ p₍ₘ₎ and k the largest i for which p₍ᵢ₎ ≤ i/m
 * · q, the first k are discoveries. It holds for independent tests and for those that are
 * positively dependent on each true null hypothesis (Benjamini and Yekutieli, "The control of the
 * false discovery rate in multiple testing under dependency", Annals of Statistics 29 (2001)), as
 * those of features of the same rows mostly are. Under any dependence at all the rate is at most q
 * times 1 + 1/2 + … + 1/m; dividing q by that sum would hold it then too, at the price of a power
 * that no one can spare: with 1,000 features by 7.5.
 */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * @param pValues by test; one that is not a number is no test, and not counted
   * @param rate q, between 0 and 1
   */
  public static Set<String> discoveries(Map<String, Double> pValues, double rate) {
    List<Map.Entry<String, Double>> ordered =
        pValues.entrySet().stream()
            .filter(test -> !test.getValue().isNaN())
            .sorted(
                Map.Entry.<String, Double>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    int discoveries = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (ordered.get(i - 1).getValue() <= rate * i / ordered.size()) {
        discoveries = i;
      }
    }
    Set<String> names = new TreeSet<>();
    ordered.subList(0, discoveries).forEach(test -> names.add(test.getKey()));
    return names;
  }
}
