package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.statistics.Association.Lift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a column tells of a label by the definitions, from a map of all pairs of values. */
final class JointByHand {

  private static final double TINY = 1e-10;

  /** A value of the column, null where it is missing, with one of the label. */
  private record Pair(@Nullable Object value, Object label) {}

  private final Map<Pair, Long> together = new HashMap<>();
  private final Map<@Nullable Object, Long> values = new HashMap<>();
  private final Map<Object, Long> labels = new HashMap<>();
  private double rows;

  JointByHand(List<@Nullable Object> column, List<@Nullable Object> classes) {
    for (int row = 0; row < column.size(); row++) {
      Object label = classes.get(row);
      if (label != null) {
        Object value = same(column.get(row));
        together.merge(new Pair(value, label), 1L, Long::sum);
        values.merge(value, 1L, Long::sum);
        labels.merge(label, 1L, Long::sum);
        rows++;
      }
    }
  }

  /** Both zeros are one value. */
  private static @Nullable Object same(@Nullable Object value) {
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  void requireAgrees(Association found) {
    assertThat((double) found.rows()).isEqualTo(rows);
    if (!found.exact()) {
      // Values that are close were taken together, which can only lose information.
      assertThat(found.mutualInformation()).isBetween(0.0, information() + TINY);
      return;
    }
    assertThat(found.mutualInformation()).isCloseTo(information(), within(TINY));
    double chance = (values.size() - 1.0) * (labels.size() - 1.0) / (2 * rows * Math.log(2));
    assertThat(found.expectedByChance()).isCloseTo(chance, within(TINY));
    requireLifts(found.lifts());
  }

  private double information() {
    double bits = 0;
    for (var pair : together.entrySet()) {
      bits += pair.getValue() / rows * Math.log(lift(pair.getKey())) / Math.log(2);
    }
    return bits;
  }

  private long of(Pair pair) {
    return together.getOrDefault(pair, 0L);
  }

  private double expected(Pair pair) {
    return Objects.requireNonNull(values.get(pair.value()))
        * (double) Objects.requireNonNull(labels.get(pair.label()))
        / rows;
  }

  private double lift(Pair pair) {
    return of(pair) / expected(pair);
  }

  /** Those told are right, and none that is not told is more surprising. */
  private void requireLifts(List<Lift> found) {
    List<Double> surprises = new ArrayList<>();
    Map<String, Pair> byText = new HashMap<>();
    for (Object value : values.keySet()) {
      for (Object label : labels.keySet()) {
        Pair pair = new Pair(value, label);
        if (expected(pair) >= Association.LEAST_EXPECTED) {
          surprises.add(Math.abs(Math.log(lift(pair))));
          byText.put(value + " | " + label, pair);
        }
      }
    }
    surprises.sort(Comparator.reverseOrder());
    assertThat(found).hasSize(Math.min(Association.MOST_LIFTS, surprises.size()));
    for (int i = 0; i < found.size(); i++) {
      Lift told = found.get(i);
      double surprise = Math.abs(Math.log(told.lift()));
      if (Double.isFinite(surprise)) {
        assertThat(surprise).isCloseTo(surprises.get(i), within(TINY));
      } else {
        assertThat(surprise).isEqualTo(surprises.get(i));
      }
      Pair pair = byText.get((told.missing() ? "null" : told.value()) + " | " + told.label());
      if (pair != null) {
        assertThat(told.count()).isEqualTo(of(pair));
        assertThat(told.lift()).isCloseTo(lift(pair), within(TINY));
      }
    }
  }
}
