package dev.millrace.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelledRowsTest {

  private static final FeatureMatrix FEATURES =
      new FeatureMatrix(5, 2, new float[] {0, 0, 1, 10, 2, 20, 3, 30, 4, 40});
  private static final float[] LABELS = {100, 101, 102, 103, 104};

  @Test
  void spreadsFeaturesLabelsAndWeightsAlike() {
    LabelledRows rows =
        new LabelledRows(
            FEATURES, LABELS, Optional.of(new float[] {1, 2, 3, 4, 5}), Optional.empty());
    LabelledRows some = rows.spread(2);
    assertThat(some.features().values()).containsExactly(0, 0, 2, 20);
    assertThat(some.labels()).containsExactly(100, 102);
    assertThat(some.weights().orElseThrow()).containsExactly(1, 3);
    assertThat(rows.spread(5)).isSameAs(rows);
  }

  @Test
  void leavesGroupsWhole() {
    LabelledRows rows =
        new LabelledRows(FEATURES, LABELS, Optional.empty(), Optional.of(new int[] {2, 3}));
    assertThat(rows.spread(2)).isSameAs(rows);
  }
}
