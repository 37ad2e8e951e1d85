package dev.millrace.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Figures computed as their definitions say, without regard to how long it takes. */
final class ByDefinition {

  private ByDefinition() {}

  /** The share of pairs of a late and a punctual flight whose scores are in the right order. */
  static double auc(double[] scores, double[] late) {
    double right = 0;
    long pairs = 0;
    for (int one = 0; one < scores.length; one++) {
      for (int other = 0; other < scores.length; other++) {
        if (late[one] == 1 && late[other] == 0) {
          pairs++;
          right += scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }

  /** A mean of differences with its interval. */
  record Improvement(double mean, double low, double high) {}

  /**
   * By how much less the challenger's predictions cost in log loss, with Student's interval at 95
   * %: of thousands of rows, its quantile is the normal one but for (z³ + z) / 4n.
   */
  static Improvement improvement(double[] champion, double[] challenger, double[] late) {
    int rows = late.length;
    double[] saved = new double[rows];
    double mean = 0;
    for (int row = 0; row < rows; row++) {
      saved[row] = logLoss(champion[row], late[row]) - logLoss(challenger[row], late[row]);
      mean += saved[row] / rows;
    }
    double variance = 0;
    for (double each : saved) {
      variance += (each - mean) * (each - mean) / (rows - 1);
    }
    double z = 1.959963984540054;
    double quantile = z + (z * z * z + z) / (4 * (rows - 1.0));
    double halfWidth = quantile * Math.sqrt(variance / rows);
    return new Improvement(mean, mean - halfWidth, mean + halfWidth);
  }

  private static double logLoss(double probability, double late) {
    return -Math.log(late == 1 ? probability : 1 - probability);
  }

  /** The Jensen–Shannon divergence to base 2 of two sets of counted categories. */
  static double jensenShannon(Map<String, Long> one, Map<String, Long> other) {
    double sizeOfOne = sum(one);
    double sizeOfOther = sum(other);
    Set<String> categories = new HashSet<>(one.keySet());
    categories.addAll(other.keySet());
    double divergence = 0;
    for (String category : categories) {
      double p = one.getOrDefault(category, 0L) / sizeOfOne;
      double q = other.getOrDefault(category, 0L) / sizeOfOther;
      divergence += (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2;
    }
    return divergence;
  }

  private static double term(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
  }

  private static double sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The same of whole numbers, as the shares of twenty ranges: a range ends with the value at which
   * it holds a twentieth of all rows of both sets, and the next begins after it.
   */
  static double jensenShannonOfRanges(Map<String, Long> one, Map<String, Long> other) {
    TreeMap<Long, String> ranges = new TreeMap<>();
    double all = sum(one) + sum(other);
    List<Long> range = new ArrayList<>();
    for (long value : values(one, other)) {
      range.add(value);
      if (rows(range, one) + rows(range, other) >= Math.ceil(all / 20)) {
        range.forEach(each -> ranges.put(each, "to " + value));
        range.clear();
      }
    }
    range.forEach(each -> ranges.put(each, "the rest"));
    return jensenShannon(inRanges(one, ranges), inRanges(other, ranges));
  }

  private static Set<Long> values(Map<String, Long> one, Map<String, Long> other) {
    Set<Long> values = new TreeSet<>();
    one.keySet().forEach(value -> values.add(Long.parseLong(value)));
    other.keySet().forEach(value -> values.add(Long.parseLong(value)));
    return values;
  }

  private static long rows(List<Long> values, Map<String, Long> counts) {
    return values.stream().mapToLong(value -> counts.getOrDefault(value.toString(), 0L)).sum();
  }

  private static Map<String, Long> inRanges(Map<String, Long> counts, Map<Long, String> ranges) {
    Map<String, Long> inRanges = new TreeMap<>();
    counts.forEach(
        (value, count) -> inRanges.merge(ranges.get(Long.parseLong(value)), count, Long::sum));
    return inRanges;
  }
}
