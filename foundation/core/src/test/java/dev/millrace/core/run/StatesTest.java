package dev.millrace.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatesTest {

  @ParameterizedTest
  @EnumSource(RunState.class)
  void next_ofARun_leadsOnwardsUnlessItSucceeded(RunState state) {
    assertThat(state.next()).doesNotContain(state, RunState.PENDING);
    assertThat(state.next().isEmpty()).isEqualTo(state == RunState.SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void next_ofATask_leadsOnwardsUnlessItEndedWell(TaskState state) {
    assertThat(state.next()).doesNotContain(state);
    assertThat(state.next().isEmpty()).isEqualTo(state.endedWell());
  }

  /** What ended badly can be tried again, and only so. */
  @ParameterizedTest
  @EnumSource(TaskState.class)
  void next_ofATaskThatEnded_isPendingOrNothing(TaskState state) {
    if (state.ended()) {
      assertThat(state.next()).isSubsetOf(TaskState.PENDING);
    }
  }
}
