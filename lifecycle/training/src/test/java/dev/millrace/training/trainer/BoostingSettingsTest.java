package dev.millrace.training.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoostingSettingsTest {

  @Test
  void new_oneLeaf_isRefused() {
    assertThatThrownBy(
            () -> new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 1, 0, List.of(), List.of(), 0))
        .isInstanceOf(UserError.class)
        .hasMessage("leaves: a tree of one leaf decides nothing");
  }
}
