package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  /** Each row has its number as its feature, its label and its weight. */
  private static LabelledRows rows(int count, int... groups) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(row -> numbers[row] = row);
    return new LabelledRows(
        new FeatureMatrix(count, 1, numbers.clone()),
        numbers,
        groups.length > 0 ? Optional.empty() : Optional.of(numbers.clone()),
        groups.length > 0 ? Optional.of(groups) : Optional.empty());
  }

  @Test
  void of_rows_holdsAFifthAndKeepsTheRestInOrder() {
    HeldOut parts = HeldOut.of(rows(103), 5, 3);
    assertThat(parts.held().labels()).hasSize(20);
    assertThat(parts.rest().labels()).hasSize(83).isSorted();
    float[] all = new float[103];
    System.arraycopy(parts.held().labels(), 0, all, 0, 20);
    System.arraycopy(parts.rest().labels(), 0, all, 20, 83);
    Arrays.sort(all);
    assertThat(all).isEqualTo(rows(103).labels());
    for (LabelledRows part : new LabelledRows[] {parts.held(), parts.rest()}) {
      assertThat(part.features().values()).isEqualTo(part.labels());
      assertThat(part.weights().orElseThrow()).isEqualTo(part.labels());
    }
    assertThat(HeldOut.of(rows(103), 5, 3).held().labels()).isEqualTo(parts.held().labels());
    assertThat(HeldOut.of(rows(103), 5, 4).held().labels()).isNotEqualTo(parts.held().labels());
  }

  @Test
  void of_groups_holdsWholeOnes() {
    HeldOut parts = HeldOut.of(rows(10, 3, 1, 4, 2), 5, 0);
    assertThat(parts.held().groups().orElseThrow()).hasSize(1);
    assertThat(parts.rest().groups().orElseThrow()).hasSize(3);
    float[] held = parts.held().labels();
    assertThat(held).hasSize(parts.held().groups().orElseThrow()[0]);
    assertThat(held[held.length - 1] - held[0]).isEqualTo(held.length - 1f);
  }
}
