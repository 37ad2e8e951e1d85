package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Plan.PlannedStep;
import dev.millrace.engine.Plan.Would;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of some steps only. */
class SelectionTest {

  @TempDir Path home;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Mix noting = new Mix((inputs, task) -> ran.add(task.step()));

  /** a → b → c → d, and x beside them. */
  private static Steps chain(String textOfA) {
    return new Steps()
        .step("a", Map.of("text", Steps.text(textOfA)))
        .mix("b", "a")
        .mix("c", "b")
        .mix("d", "c")
        .mix("x");
  }

  private Outcome run(Mill mill, PipelineSpec pipeline, Selection selection) throws Exception {
    ran.clear();
    return mill.run(mill.request(pipeline).select(selection));
  }

  private static Selection stretch(String from, String to) {
    return new Selection(Optional.of(from), Optional.of(to), new LinkedHashSet<>());
  }

  @Test
  void run_to_runsWhatItNeedsAndLeavesTheRestOut() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome outcome = run(mill, chain("a").spec(), Selection.to("b"));

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("a", "b");
      assertThat(Mill.states(outcome))
          .containsEntry("c", TaskState.SKIPPED)
          .containsEntry("x", TaskState.SKIPPED);
      assertThat(Mill.task(outcome, "x").reason()).isEqualTo("not asked for");
      assertThat(outcome.run().tags()).containsEntry("selection", "to b");
    }
  }

  @Test
  void run_from_takesWhatComesBeforeFromTheCache() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome whole = run(mill, chain("a").spec(), Selection.ALL);
      Outcome outcome = run(mill, chain("a").spec(), Selection.from("c"));

      assertThat(Mill.states(outcome))
          .containsEntry("a", TaskState.CACHED)
          .containsEntry("b", TaskState.CACHED)
          .containsEntry("c", TaskState.CACHED)
          .containsEntry("x", TaskState.SKIPPED);
      assertThat(Mill.task(outcome, "b").reason())
          .isEqualTo("same code, inputs and parameters as run " + whole.run().id().brief());
    }
  }

  @Test
  void run_fromWithAChangeBeforeIt_takesTheLatestResultAndSaysFromWhichRun() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome whole = run(mill, chain("a").spec(), Selection.ALL);
      Outcome outcome = run(mill, chain("changed").spec(), Selection.from("c"));

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).isEmpty();
      assertThat(Mill.task(outcome, "b").reason())
          .isEqualTo("taken from run " + whole.run().id().brief());
      assertThat(mill.text(outcome, "c")).isEqualTo("c\n b\n  a\n");
    }
  }

  @Test
  void run_onlyAStepWhoseInputWasNeverMade_failsAndSaysWhatToDo() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome outcome = run(mill, chain("a").spec(), Selection.only(Set.of("c")));

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason())
          .isEqualTo(
              "step 'b' failed: nobody asked for it, others need it, and no earlier run has its"
                  + " result\nhint: ask for it too, with --from or --only");
      assertThat(Mill.states(outcome))
          .containsEntry("a", TaskState.SKIPPED)
          .containsEntry("c", TaskState.BLOCKED)
          .containsEntry("d", TaskState.SKIPPED);
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void run_onlyTwoAroundOneThatIsLeftOut_takesItsLatestResult() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      run(mill, chain("a").spec(), Selection.ALL);
      Outcome outcome = run(mill, chain("new").spec(), Selection.only(Set.of("a", "c")));

      assertThat(ran).containsExactly("a");
      assertThat(Mill.task(outcome, "b").reason()).startsWith("taken from run ");
      assertThat(mill.text(outcome, "c")).isEqualTo("c\n b\n  a\n");
    }
  }

  @Test
  void run_stretch_runsWhatLiesBetween() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      run(mill, chain("a").spec(), Selection.to("a"));
      Outcome outcome = run(mill, chain("a").spec(), stretch("b", "c"));

      assertThat(ran).containsExactly("b", "c");
      assertThat(Mill.states(outcome))
          .containsEntry("a", TaskState.CACHED)
          .containsEntry("d", TaskState.SKIPPED);
    }
  }

  @Test
  void run_stepThatIsOnlyAfterALeftOutOne_doesNotWaitForIt() throws Exception {
    PipelineSpec pipeline = new Steps().mix("a").mix("b").after("a").spec();
    try (Mill mill = Mill.open(home, noting)) {
      Outcome outcome = run(mill, pipeline, Selection.only(Set.of("b")));

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("b");
      assertThat(Mill.states(outcome)).containsEntry("a", TaskState.SKIPPED);
    }
  }

  @Test
  void run_onlyTheElse_asksTheConditionBeforeIt() throws Exception {
    Steps steps =
        new Steps()
            .step("count", Map.of("number", Steps.number(5)))
            .mix("big", "count")
            .when("steps.count.next > 100")
            .mix("small", "count")
            .elseOf("big");
    try (Mill mill = Mill.open(home, noting)) {
      run(mill, steps.spec(), Selection.to("count"));
      Outcome outcome = run(mill, steps.spec(), Selection.only(Set.of("small")));

      assertThat(Mill.states(outcome))
          .containsEntry("count", TaskState.CACHED)
          .containsEntry("big", TaskState.SKIPPED)
          .containsEntry("small", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_onlyWhatMergesRounds_takesTheRounds() throws Exception {
    Steps steps =
        new Steps()
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(List.of("north", "south"))
            .mix("merge", "each");
    try (Mill mill = Mill.open(home, noting)) {
      run(mill, steps.spec(), Selection.to("each"));
      Outcome outcome = run(mill, steps.spec(), Selection.only(Set.of("merge")));

      assertThat(ran).containsExactly("merge");
      assertThat(mill.text(outcome, "merge")).isEqualTo("merge\n north\n south\n");
    }
  }

  @Test
  void run_withExitSteps_runsThemToo() throws Exception {
    PipelineSpec pipeline = new Steps().mix("a").mix("b").mix("notify").onExit().spec();
    try (Mill mill = Mill.open(home, noting)) {
      run(mill, pipeline, Selection.only(Set.of("a")));

      assertThat(ran).containsExactly("a", "notify");
    }
  }

  @Test
  void resume_partOfARun_isStillThatPart() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              throw UserError.failure("no");
            });
    Outcome first;
    try (Mill mill = Mill.open(home, failing)) {
      first = run(mill, chain("a").spec(), Selection.to("b"));
    }
    try (Mill mill = Mill.open(home, noting)) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(ran).containsExactly("a", "b");
      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  @Test
  void plan_part_saysWhatIsTakenAndWhatIsLeftOut() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome whole = run(mill, chain("a").spec(), Selection.ALL);
      Plan plan =
          mill.engine.plan(mill.request(chain("new").spec()).select(Selection.only(Set.of("c"))));

      assertThat(plan.steps())
          .extracting(PlannedStep::step, PlannedStep::would)
          .contains(
              org.assertj.core.groups.Tuple.tuple(
                  "b",
                  new Would.Reuse(whole.run().id(), "taken from run " + whole.run().id().brief())),
              org.assertj.core.groups.Tuple.tuple("x", new Would.Skip("not asked for")));
    }
  }

  @Test
  void start_stepThatIsNotThere_isRefusedWithAProposal() {
    try (Mill mill = Mill.open(home, noting)) {
      PipelineSpec pipeline = new Steps().mix("train").spec();

      assertThatThrownBy(() -> run(mill, pipeline, Selection.to("trian")))
          .isInstanceOf(UserError.class)
          .hasMessage("pipeline 'mixing' has no step 'trian'")
          .satisfies(
              e ->
                  assertThat(((UserError) e).hint())
                      .hasValueSatisfying(hint -> assertThat(hint).contains("train")));
      assertThatThrownBy(() -> run(mill, chain("a").spec(), stretch("c", "b")))
          .isInstanceOf(UserError.class)
          .hasMessage("step 'c' does not come before step 'b'");
    }
  }

  static List<Selection> selections() {
    return List.of(
        Selection.ALL,
        Selection.from("a"),
        Selection.to("b_2"),
        stretch("a", "b"),
        Selection.only(Set.of("a")),
        Selection.only(new LinkedHashSet<>(List.of("a", "b", "c"))));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void parse_text_isTheSameSelection(Selection selection) {
    assertThat(Selection.parse(selection.text())).isEqualTo(selection);
  }
}
