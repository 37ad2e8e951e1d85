package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.statistics.StringStatistics.Occurrence;
import dev.millrace.model.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequentValuesTest {

  private final Random random = new Random(3);

  private static StringAccumulator counted(List<String> values) {
    StringAccumulator accumulator = new StringAccumulator(new Workspace());
    accumulator.add(Column.Strings.of(values.toArray(String[]::new)));
    return accumulator;
  }

  private static StringStatistics count(List<String> values) {
    return counted(values).build();
  }

  private static Map<String, Long> truth(List<String> values) {
    Map<String, Long> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts;
  }

  /** Zipf-like: value i about 1 / (i + 1) as often as value 0. */
  private List<String> skewed(int rows, int values) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      drawn.add("v" + (int) (StrictMath.pow(values + 1.0, random.nextDouble()) - 1));
    }
    return drawn;
  }

  @Test
  void build_fewValues_countsExactlyMostFrequentFirst() {
    StringStatistics counted = count(List.of("b", "a", "c", "a", "", "b"));

    assertThat(counted.values())
        .containsExactly(
            new Occurrence("a", 2),
            new Occurrence("b", 2),
            new Occurrence("", 1),
            new Occurrence("c", 1));
    assertThat(counted.exact()).isTrue();
    assertThat(counted.distinct()).isEqualTo(new Distinct(4, true));
    assertThat(counted.lengths()).contains(new StringStatistics.Lengths(0, 1, 5));
  }

  @Test
  void build_lengths_areInCodePoints() {
    assertThat(count(List.of("😀é", "a\0b")).lengths())
        .contains(new StringStatistics.Lengths(2, 3, 5));
  }

  @Test
  void build_moreValuesThanAreListed_staysWithinTheStatedError() {
    List<String> values = skewed(400_000, 1 << 17);
    Map<String, Long> truth = truth(values);

    StringStatistics counted = count(values);

    assertThat(truth.size()).isGreaterThan(2 * FrequentValues.MOST_VALUES);
    assertThat(counted.exact()).isFalse();
    assertThat(counted.values()).hasSizeLessThanOrEqualTo(FrequentValues.MOST_VALUES);
    assertThat(counted.undercount())
        .isPositive()
        .isLessThanOrEqualTo(values.size() / (FrequentValues.MOST_VALUES + 1));
    for (Occurrence occurrence : counted.values()) {
      long missed = truth.getOrDefault(occurrence.value(), 0L) - occurrence.count();
      assertThat(missed).isBetween(0L, counted.undercount());
      truth.remove(occurrence.value());
    }
    assertThat(truth.values()).allMatch(times -> times <= counted.undercount());
  }

  @Test
  void distinct_moreValuesThanAreListed_isWithinFourStandardErrors() {
    for (int distinct : new int[] {20_000, 100_000, 300_000}) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < distinct; i++) {
        values.add("id-" + distinct + "-" + i);
      }
      assertThat((double) count(values).distinct().count() / distinct)
          .isBetween(1 - 0.088, 1 + 0.088);
    }
  }

  @Test
  void merge_ofParts_isTheWholeIfExactAndWithinTheErrorIfNot() {
    for (int distinct : new int[] {1_000, 1 << 16}) {
      List<String> values = skewed(200_000, distinct);
      StringAccumulator merged = new StringAccumulator(new Workspace());
      merged.merge(counted(values.subList(0, 50_000)));
      merged.merge(counted(values.subList(50_000, 200_000)));
      StringStatistics parts = merged.build();
      StringStatistics whole = count(values);

      assertThat(parts.distinct()).isEqualTo(whole.distinct());
      assertThat(parts.count()).isEqualTo(whole.count());
      assertThat(parts.undercount())
          .isLessThanOrEqualTo(values.size() / (FrequentValues.MOST_VALUES + 1));
      if (whole.exact()) {
        assertThat(parts).isEqualTo(whole);
      }
    }
  }
}
