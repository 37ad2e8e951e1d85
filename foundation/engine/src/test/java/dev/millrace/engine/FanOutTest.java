package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepFlow.FanOut;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that run once for each element of a list. */
class FanOutTest {

  @TempDir Path home;

  /** A round for each word, mixed together again. */
  private static Steps words(Object list) {
    return new Steps()
        .step("each", Map.of("text", Steps.text("${item}"), "number", Steps.data("${index}")))
        .forEach(list)
        .step("merge", Map.of("text", Steps.text("merged")), "each");
  }

  @Test
  void run_literalList_runsARoundForEachAndFansIn() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(words(List.of("north", "south", "west")).spec());

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(outcome.tasks())
          .extracting(Task::step)
          .containsExactly("each", "each[0]", "each[1]", "each[2]", "merge");
      assertThat(mill.text(outcome, "merge")).isEqualTo("merged\n north\n south\n west\n");
      assertThat(Mill.value(outcome, "each[2]", "next").intValue()).isEqualTo(3);
      assertThat(Mill.task(outcome, "each").reason()).isEqualTo("3 rounds");
      assertThat(Mill.task(outcome, "each").state()).isEqualTo(TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_listThatAStepMade_runsARoundForEachAndGivesBackAList() throws Exception {
    Tell tell = new Tell();
    PipelineSpec pipeline =
        new Steps()
            .use("tell", "list", Map.of("words", Steps.data(List.of("a", "b"))))
            .use("tell", "each", Map.of("text", Steps.text("<${item}>")))
            .forEach("${steps.list.words}")
            .use("tell", "all", Map.of("words", Steps.data("${steps.each.text}")))
            .spec();
    try (Mill mill = Mill.open(home, tell)) {
      mill.run(pipeline);

      assertThat(tell.told).contains("all:  [<a>, <b>]");
    }
  }

  @Test
  void run_itemThatIsAMap_isReadByKey() throws Exception {
    Tell tell = new Tell();
    PipelineSpec pipeline =
        new Steps()
            .use("tell", "each", Map.of("text", Steps.text("${item.name} is ${item.size.tall}")))
            .forEach(
                List.of(
                    Map.of("name", "ada", "size", Map.of("tall", 170)),
                    Map.of("name", "bob", "size", Map.of("tall", 180))))
            .spec();
    try (Mill mill = Mill.serial(home, tell)) {
      mill.run(pipeline);

      assertThat(tell.told).containsExactlyInAnyOrder("each[0]: ada is 170", "each[1]: bob is 180");
    }
  }

  @Test
  void run_listOfArtifacts_givesEachRoundOne() throws Exception {
    PipelineSpec pipeline =
        words(List.of("north", "south"))
            .step("again", Map.of("parts", new Binding.Item(), "text", Steps.text("no. ${index}")))
            .forEach(new FanOut(Steps.output("each", "made"), Optional.empty()))
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(mill.text(outcome, "again[0]")).isEqualTo("no. 0\n north\n");
      assertThat(mill.text(outcome, "again[1]")).isEqualTo("no. 1\n south\n");
    }
  }

  @Test
  void run_emptyList_isFineAndMakesEmptyLists() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(words(List.of()).spec());

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(outcome, "each").reason()).isEqualTo("0 rounds");
      assertThat(mill.text(outcome, "merge")).isEqualTo("merged\n");
    }
  }

  @Test
  void run_parallelism_neverHasMoreRoundsAtWork() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Mix counting =
        new Mix(
            (inputs, task) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              now.decrementAndGet();
            });
    PipelineSpec pipeline =
        new Steps()
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(new FanOut(Steps.data(List.of("a", "b", "c", "d", "e", "f")), Optional.of(1)))
            .spec();
    try (Mill mill = Mill.open(home, counting)) {
      Outcome outcome = mill.run(pipeline);

      assertThat(most).hasValue(1);
      assertThat(outcome.tasks()).hasSize(7);
    }
  }

  @Test
  void run_roundThatFails_failsTheStepAndLeavesTheOtherRoundsAlone() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (inputs.text().get().equals("south")) {
                throw UserError.failure("no rows");
              }
            });
    try (Mill mill = Mill.open(home, failing)) {
      Outcome outcome = mill.run(words(List.of("north", "south", "west")).spec());

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason()).isEqualTo("step 'each[1]' failed: no rows");
      assertThat(Mill.states(outcome))
          .containsEntry("each", TaskState.FAILED)
          .containsEntry("each[0]", TaskState.SUCCEEDED)
          .containsEntry("each[2]", TaskState.SUCCEEDED)
          .containsEntry("merge", TaskState.BLOCKED);
    }
  }

  @Test
  void resume_afterOneRoundFailed_runsThatRoundOnly() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (inputs.text().get().equals("south")) {
                throw UserError.failure("no rows");
              }
            });
    Outcome first;
    PipelineSpec pipeline = words(List.of("north", "south", "west")).spec();
    try (Mill mill = Mill.open(home, failing)) {
      first = mill.run(pipeline);
    }
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(second, "each[0]")).isEqualTo(Mill.task(first, "each[0]"));
      assertThat(Mill.task(second, "each[2]")).isEqualTo(Mill.task(first, "each[2]"));
      assertThat(mill.text(second, "merge")).isEqualTo("merged\n north\n south\n west\n");
    }
  }

  @Test
  void run_againWithALongerList_reusesTheRoundsThatAreTheSame() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      mill.run(words(List.of("north", "south")).spec());
      Outcome second = mill.run(words(List.of("south", "west")).spec());

      assertThat(Mill.states(second))
          .containsEntry("each[0]", TaskState.SUCCEEDED)
          .containsEntry("each[1]", TaskState.SUCCEEDED);
      Outcome third = mill.run(words(List.of("north", "south", "west")).spec());
      assertThat(Mill.states(third))
          .containsEntry("each[0]", TaskState.CACHED)
          .containsEntry("each[1]", TaskState.CACHED)
          .containsEntry("each[2]", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_whatIsNoList_failsTheStepWithIt() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(words("${7}").spec());

      assertThat(Mill.task(outcome, "each").reason())
          .isEqualTo("step 'each' is to run for each element of a list, and this is none: 7");
      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    }
  }

  @Test
  void run_moreRoundsThanAreBegunAtOnce_runsThemAll() throws Exception {
    Tell tell = new Tell();
    List<Integer> numbers = IntStream.range(0, 700).boxed().toList();
    PipelineSpec pipeline =
        new Steps()
            .use("tell", "each", Map.of("text", Steps.text("n${item}")))
            .forEach(new FanOut(new Binding.Data(Json.tree(numbers)), Optional.empty()))
            .use("tell", "all", Map.of("words", Steps.data("${steps.each.text}")))
            .spec();
    try (Mill mill = Mill.open(home, tell)) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.value(outcome, "all", "count").intValue()).isEqualTo(700);
      assertThat(outcome.tasks()).hasSize(702);
    }
  }
}
