package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Why.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which part of a step's key differs from the nearest earlier execution. */
class WhyTest {

  @TempDir Path home;

  private static PipelineSpec one(String pipeline, String step, String text, int number) {
    return new Steps(pipeline)
        .step(step, Map.of("text", Steps.text(text), "number", Steps.number(number)))
        .spec();
  }

  private static Part changed(String name, String there, String here) {
    return new Part(name, Optional.of(there), Optional.of(here));
  }

  @Test
  void why_firstOfItsComponent_hasNothingToCompareWith() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(one("p", "a", "x", 1));

      Why why = mill.engine.why(outcome.run().id(), "a");
      assertThat(why.state()).isEqualTo(TaskState.SUCCEEDED);
      assertThat(why.nearest()).isEmpty();
    }
  }

  @Test
  void why_severalEarlierOnes_comparesWithTheOneThatHasMostInCommon() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome near = mill.run(one("elsewhere", "b", "x", 1));
      mill.run(one("p", "a", "y", 2));
      Outcome last = mill.run(one("p", "a", "x", 3));

      Why.Nearest nearest = mill.engine.why(last.run().id(), "a").nearest().orElseThrow();
      assertThat(nearest.run()).isEqualTo(near.run().id());
      assertThat(nearest.pipeline()).isEqualTo("elsewhere");
      assertThat(nearest.step()).isEqualTo("b");
      assertThat(nearest.differences()).containsExactly(changed("param.number", "1", "3"));
      assertThat(mill.engine.why(near.run().id(), "b").nearest()).isEmpty();
    }
  }

  @Test
  void why_equallyNear_takesTheNewest() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      mill.run(one("p", "a", "x", 1));
      Outcome second = mill.run(one("p", "a", "x", 2));
      Outcome third = mill.run(one("p", "a", "x", 3));

      assertThat(mill.engine.why(third.run().id(), "a").nearest().orElseThrow().run())
          .isEqualTo(second.run().id());
    }
  }

  @Test
  void why_cachedStep_isTheExecutionItHasTaken() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome first = mill.run(one("p", "a", "x", 1));
      Outcome second = mill.run(one("q", "b", "x", 1));

      Why why = mill.engine.why(second.run().id(), "b");
      assertThat(why.state()).isEqualTo(TaskState.CACHED);
      assertThat(why.nearest().orElseThrow().run()).isEqualTo(first.run().id());
      assertThat(why.nearest().orElseThrow().differences()).isEmpty();
    }
  }

  @Test
  void why_failedStep_isToldAsThingsAreNow() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (inputs.number().get() == 2) {
                throw UserError.failure("no rows");
              }
            });
    PipelineSpec before =
        new Steps()
            .mix("a")
            .step("b", Map.of("text", Steps.text("b"), "number", Steps.number(1)), "a")
            .spec();
    PipelineSpec after =
        new Steps()
            .mix("a")
            .step("b", Map.of("text", Steps.text("b"), "number", Steps.number(2)), "a")
            .mix("c", "b")
            .spec();
    try (Mill mill = Mill.open(home, failing)) {
      mill.run(before);
      Outcome failed = mill.run(after);

      Why why = mill.engine.why(failed.run().id(), "b");
      assertThat(why.reason()).isEqualTo("no rows");
      assertThat(why.nearest().orElseThrow().differences())
          .containsExactly(changed("param.number", "1", "2"));
      assertThat(mill.engine.why(failed.run().id(), "c").nearest()).isEmpty();
    }
  }

  @Test
  void why_roundOfAFanOut_isComparedLikeAnyOther() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome =
          mill.run(
              new Steps()
                  .step("each", Map.of("text", Steps.text("${item}")))
                  .forEach(
                      new dev.millrace.core.pipeline.StepFlow.FanOut(
                          Steps.data(List.of("north", "south")), Optional.of(1)))
                  .spec());

      assertThat(
              mill.engine.why(outcome.run().id(), "each[1]").nearest().orElseThrow().differences())
          .containsExactly(changed("param.text", "\"north\"", "\"south\""));
      assertThat(mill.engine.why(outcome.run().id(), "each").nearest()).isEmpty();
    }
  }

  @Test
  void why_unknownStepOrRun_isRefused() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(one("p", "train", "x", 1));

      assertThatThrownBy(() -> mill.engine.why(outcome.run().id(), "trian"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("has no step 'trian'");
      assertThatThrownBy(() -> mill.engine.why(dev.millrace.core.value.Id.at(Mill.NOW), "train"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("there is no run");
    }
  }
}
