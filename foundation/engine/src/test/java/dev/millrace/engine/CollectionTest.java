package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Plan.PlannedStep;
import dev.millrace.engine.Plan.Would;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collections that come before, between and while runs use what the store has. */
class CollectionTest {

  private static final PipelineSpec CHAIN = new Steps().mix("a").mix("b", "a").spec();

  @TempDir Path home;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Mix noting = new Mix((inputs, task) -> ran.add(task.step()));

  private static PipelineSpec making(String text) {
    return new Steps("maker").step("a", Map.of("text", Steps.text(text))).spec();
  }

  private static PipelineSpec taking(Binding from) {
    return new Steps("taker").use("take", "t", Map.of("one", from)).spec();
  }

  private static Id made(Outcome outcome, String step) {
    return Optional.ofNullable(Mill.task(outcome, step).artifacts().get("made")).orElseThrow();
  }

  private static String taken(Outcome outcome) {
    return Mill.value(outcome, "t", "text").stringValue();
  }

  @Test
  void run_foundIsCollectedBeforeItIsHeld_looksAgain() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      mill.metadata.pin(made(mill.run(making("old")), "a"), "", "ada");
      mill.run(making("new"));
    }
    try (Mill mill =
        Mill.with(
            home, setup -> Collecting.before("hold", home, setup), noting, new Take(() -> {}))) {
      Outcome outcome = mill.run(taking(new Binding.Resolved("latest")));

      assertThat(outcome.reason()).isEmpty();
      assertThat(taken(outcome)).isEqualTo("old");
    }
  }

  @Test
  void run_allThatCouldBeFoundIsCollectedBeforeItIsHeld_saysThatThereIsNothing() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      mill.run(making("new"));
    }
    try (Mill mill =
        Mill.with(
            home, setup -> Collecting.before("hold", home, setup), noting, new Take(() -> {}))) {
      Outcome outcome = mill.run(taking(new Binding.Resolved("latest")));

      assertThat(outcome.reason())
          .isEqualTo("step 't' failed: the Statistics 'latest' for input 'one' is not there yet");
    }
  }

  @Test
  void run_aliasOfWhatWasCollected_failsInWords() throws Exception {
    Shelf shelf = new Shelf();
    try (Mill mill = Mill.open(home, shelf, noting, new Take(() -> {}))) {
      shelf.put(CacheTest.statistics(mill, Mill.task(mill.run(making("new")), "a")));
      Collecting.all(home);
      Outcome outcome = mill.run(taking(new Binding.Resolved("champion")));

      assertThat(outcome.reason())
          .isEqualTo(
              "step 't' failed: the files of the Statistics 'champion' for input 'one' were"
                  + " collected\nhint: run the pipeline that makes it again");
    }
  }

  @Test
  void run_whatItFoundAndWhatItsStepsReuse_staysUntilItsEnd() throws Exception {
    PipelineSpec reusing =
        new Steps("maker")
            .step("a", Map.of("text", Steps.text("reused")))
            .use("take", "t", Map.of("one", Steps.output("a", "made")))
            .spec();
    try (Mill mill = Mill.open(home, noting, new Take(() -> Collecting.all(home)))) {
      mill.run(making("found"));
      assertThat(taken(mill.run(taking(new Binding.Resolved("latest"))))).isEqualTo("found");

      mill.run(making("reused"));
      Outcome outcome = mill.run(reusing);
      assertThat(Mill.states(outcome)).containsEntry("a", TaskState.CACHED);
      assertThat(taken(outcome)).isEqualTo("reused");
    }
  }

  @Test
  void run_cachedResultWasCollected_runsAgainAsThePlanSays() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome first = mill.run(CHAIN);
      mill.metadata.pin(made(first, "b"), "", "ada");
      Collecting.all(home);

      assertThat(mill.engine.plan(mill.request(CHAIN)).steps().getFirst())
          .extracting(PlannedStep::would)
          .isEqualTo(new Would.Run("its files were collected"));
      Outcome second = mill.run(CHAIN);
      assertThat(ran).containsExactly("a", "b", "a");
      assertThat(Mill.task(second, "a").reason()).isEqualTo("its files were collected");
      assertThat(Mill.task(second, "b").state()).isEqualTo(TaskState.CACHED);
    }
  }

  @Test
  void run_cachedResultIsCollectedWhileItIsLookedAt_runsAgain() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      mill.run(making("text"));
    }
    try (Mill mill =
        Mill.with(home, setup -> Collecting.before("reuseExecution", home, setup), noting)) {
      Outcome outcome = mill.run(making("text"));

      assertThat(ran).containsExactly("a", "a");
      assertThat(Mill.task(outcome, "a").reason()).isEqualTo("its files were collected");
      assertThat(mill.text(outcome, "a")).isEqualTo("text\n");
    }
  }

  @Test
  void run_fromAStepWhoseInputIsCollectedWhileItIsTaken_saysWhatToDo() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      mill.run(CHAIN);
    }
    PipelineSpec changed =
        new Steps().step("a", Map.of("text", Steps.text("other"))).mix("b", "a").spec();
    try (Mill mill =
        Mill.with(home, setup -> Collecting.before("reuseExecution", home, setup), noting)) {
      Outcome outcome = mill.run(mill.request(changed).select(Selection.from("b")));

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason())
          .startsWith(
              "step 'a' failed: nobody asked for it, others need it, and no earlier run has its"
                  + " result");
    }
  }
}
