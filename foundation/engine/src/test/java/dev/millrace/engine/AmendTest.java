package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Component;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on with something else than it began with. */
class AmendTest {

  @TempDir Path home;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Mix noting = new Mix((inputs, task) -> ran.add(task.step()));

  private static Mix failingIn(String step) {
    return new Mix(
        (inputs, task) -> {
          if (task.step().equals(step)) {
            throw UserError.failure("no rows");
          }
        });
  }

  /** Two chains, of which the second reads a parameter. */
  private static Steps chains(String textOfB) {
    return new Steps()
        .param("word", "wheat")
        .mix("a")
        .step("b", Map.of("text", Steps.text(textOfB)), "a")
        .mix("c", "b")
        .step("p", Map.of("text", Steps.text("${params.word}")))
        .mix("q", "p");
  }

  private Outcome failed(PipelineSpec pipeline, String step, Component<?, ?>... others)
      throws Exception {
    List<Component<?, ?>> all = new ArrayList<>(List.of(others));
    all.add(failingIn(step));
    try (Mill mill = Mill.open(home, all.toArray(Component<?, ?>[]::new))) {
      Outcome outcome = mill.run(pipeline);
      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      return outcome;
    }
  }

  private Outcome amended(Outcome before, PipelineSpec after) throws Exception {
    return amended(before.run().id(), after, Map.of(), Optional.empty());
  }

  private Outcome amended(
      Id run, PipelineSpec after, Map<String, String> params, Optional<String> from)
      throws Exception {
    try (Mill mill = Mill.open(home, noting, new Tell())) {
      return mill.engine
          .amend(run, mill.request(after).with(params), from, mill.heard::add)
          .await();
    }
  }

  @Test
  void amend_stepChanged_startsOverThereInTheSameRunAndRecordsTheChange() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    Outcome second = amended(first, chains("better").spec());

    assertThat(second.run().id()).isEqualTo(first.run().id());
    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(ran).containsExactly("b", "c");
    assertThat(Mill.task(second, "a")).isEqualTo(Mill.task(first, "a"));
    try (Mill mill = Mill.open(home, noting)) {
      assertThat(mill.text(second, "c")).isEqualTo("c\n better\n  a\n");
      assertThat(mill.metadata.eventsOf(first.run().id().hex()))
          .filteredOn(event -> event.kind().equals("run.amended"))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.data().get("reason").stringValue())
                      .isEqualTo("step 'b': its inputs changed"));
    }
  }

  @Test
  void amend_parameterChanged_startsOverWhatReadsItAndWhatComesAfter() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    Outcome second =
        amended(first.run().id(), chains("b").spec(), Map.of("word", "rye"), Optional.empty());

    assertThat(ran).containsExactlyInAnyOrder("c", "p", "q");
    assertThat(second.run().params()).containsEntry("word", Json.tree("rye"));
    assertThat(Mill.task(second, "b")).isEqualTo(Mill.task(first, "b"));
  }

  @Test
  void amend_defaultChanged_takesTheNewOneUnlessTheRunWasGivenAnother() throws Exception {
    Outcome byDefault = failed(chains("b").spec(), "c");
    PipelineSpec rye = chains("b").param("word", "rye").spec();

    assertThat(amended(byDefault, rye).run().params()).containsEntry("word", Json.tree("rye"));

    Outcome given;
    try (Mill mill = Mill.open(home, failingIn("c"))) {
      given = mill.run(mill.request(chains("x").spec()).with(Map.of("word", "oats")));
    }
    Outcome kept = amended(given, chains("x").param("word", "rye").spec());
    assertThat(kept.run().params()).containsEntry("word", Json.tree("oats"));
  }

  @Test
  void amend_nothing_goesOnWhereItFailed() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    Outcome second = amended(first, chains("b").spec());

    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(ran).containsExactly("c");
  }

  @Test
  void amend_from_runsThatStepThoughTheCacheHasIt() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    Outcome second = amended(first.run().id(), chains("b").spec(), Map.of(), Optional.of("b"));

    assertThat(ran).containsExactly("b", "c");
    assertThat(Mill.task(second, "b").reason()).isEqualTo("the run starts over from it");
    assertThat(Mill.task(second, "a")).isEqualTo(Mill.task(first, "a"));
  }

  @Test
  void amend_fromAStepOfRounds_runsEachAndLooksUpWhatComesAfter() throws Exception {
    PipelineSpec rounds =
        new Steps()
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(List.of("a", "b"))
            .mix("after", "each")
            .mix("last")
            .spec();
    Outcome first = failed(rounds, "last");
    Outcome second = amended(first.run().id(), rounds, Map.of(), Optional.of("each"));

    assertThat(ran).containsExactlyInAnyOrder("each[0]", "each[1]", "last");
    assertThat(Mill.states(second)).containsEntry("after", TaskState.CACHED);
  }

  @Test
  void amend_stepsAddedAndTakenAway_areTheTasksOfTheRunFromThenOn() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    PipelineSpec after = new Steps().param("word", "wheat").mix("a").mix("z", "a").spec();
    Outcome second = amended(first, after);

    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(second.tasks()).extracting(Task::step).containsExactly("a", "z");
    assertThat(ran).containsExactly("z");
  }

  @Test
  void amend_listOfRoundsShortened_dropsTheRoundsThatAreNoMore() throws Exception {
    Steps three =
        new Steps()
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(List.of("a", "b", "c"))
            .mix("merge", "each");
    Steps two =
        new Steps()
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(List.of("a", "b"))
            .mix("merge", "each");
    Outcome first = failed(three.spec(), "merge");
    Outcome second = amended(first, two.spec());

    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(second.tasks())
        .extracting(Task::step)
        .containsExactly("each", "each[0]", "each[1]", "merge");
    assertThat(Mill.states(second)).containsEntry("each[1]", TaskState.CACHED);
  }

  private static Steps nested(String textOfTrain, String given) {
    PipelineSpec inner =
        new Steps("inner")
            .param("region", ParameterSpec.of(ParameterType.STRING))
            .mix("prepare")
            .step("train", Map.of("text", Steps.text(textOfTrain + "${params.region}")), "prepare")
            .out("model", Steps.output("train", "made"))
            .spec();
    return new Steps()
        .param("where", "north")
        .nest("inner", inner, Map.of("region", Steps.text(given)))
        .step("report", Map.of("other", Steps.output("inner", "model")));
  }

  @Test
  void amend_stepInsideANestedPipelineChanged_keepsTheRestOfIt() throws Exception {
    Outcome first = failed(nested("v1 ", "${params.where}").spec(), "report");
    Outcome second = amended(first, nested("v2 ", "${params.where}").spec());

    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(ran).containsExactly("inner/train", "report");
    assertThat(Mill.task(second, "inner/prepare")).isEqualTo(Mill.task(first, "inner/prepare"));
  }

  @Test
  void amend_parameterOfANestedPipelineChanged_startsOverWhatReadsItInside() throws Exception {
    Outcome first = failed(nested("v1 ", "${params.where}").spec(), "report");
    Outcome second =
        amended(
            first.run().id(),
            nested("v1 ", "${params.where}").spec(),
            Map.of("where", "south"),
            Optional.empty());

    assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(ran).containsExactly("inner/train", "report");
  }

  @Test
  void amend_codeChanged_startsOverTheStepsThatRunIt() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .use("tell", "t", Map.of("text", Steps.text("${steps.a.next}!")))
            .mix("b")
            .spec();
    Outcome first = failed(pipeline, "b", new Tell());
    try (Mill mill = Mill.open(home, noting, new OtherTell())) {
      Outcome second =
          mill.engine
              .amend(first.run().id(), mill.request(pipeline), Optional.empty(), mill.heard::add)
              .await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(second, "a")).isEqualTo(Mill.task(first, "a"));
      assertThat(Mill.task(second, "t").execution())
          .isNotEqualTo(Mill.task(first, "t").execution());
      assertThat(Mill.task(second, "t").reason()).isEqualTo("code of the component changed");
    }
  }

  @Test
  void amend_exitSteps_tellOfTheNewEnd() throws Exception {
    Steps steps =
        chains("b").use("tell", "notify", Map.of("text", Steps.text("${run.state}"))).onExit();
    Outcome first = failed(steps.spec(), "c", new Tell());
    Outcome second = amended(first, steps.spec());

    assertThat(Mill.task(first, "notify").values()).containsEntry("text", Json.tree("failed"));
    assertThat(Mill.task(second, "notify").values()).containsEntry("text", Json.tree("succeeded"));
  }

  @Test
  void amend_succeededRun_isRefused() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome good = mill.run(chains("b").spec());

      assertThatThrownBy(() -> amended(good, chains("c").spec()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("has succeeded: there is nothing to go on with");
      assertThat(mill.metadata.lease(good.run().id())).isEmpty();
    }
  }

  @Test
  void amend_parameterThatTheRunWasGivenIsGone_isRefused() throws Exception {
    Outcome given;
    try (Mill mill = Mill.open(home, failingIn("c"))) {
      given = mill.run(mill.request(chains("b").spec()).with(Map.of("word", "oats")));
    }
    PipelineSpec without = new Steps().mix("a").spec();

    assertThatThrownBy(() -> amended(given, without))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "run "
                + given.run().id().brief()
                + " was given word = \"oats\", and the changed pipeline has no such parameter");
  }

  @Test
  void amend_otherPipelineOrUnknownStepOrRun_isRefused() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");

    assertThatThrownBy(() -> amended(first, new Steps("other").mix("a").spec()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is one of pipeline 'mixing', and cannot go on as 'other'");
    assertThatThrownBy(
            () -> amended(first.run().id(), chains("b").spec(), Map.of(), Optional.of("nowhere")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no step 'nowhere'");
    assertThatThrownBy(
            () -> amended(Id.at(Mill.NOW), chains("b").spec(), Map.of(), Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no run");
  }

  @Test
  void amend_runThatAnotherEngineHas_isRefused() throws Exception {
    Outcome first = failed(chains("b").spec(), "c");
    try (Mill other = Mill.open(home, noting)) {
      var token =
          other
              .metadata
              .acquireLease(
                  first.run().id(),
                  dev.millrace.engine.lease.Holder.here(Mill.NOW).toString(),
                  java.time.Duration.ofHours(1))
              .orElseThrow();
      assertThatThrownBy(() -> amended(first, chains("c").spec()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is being run by process");
      other.metadata.releaseLease(first.run().id(), token);
    }
  }

  @Test
  void amend_resolvedBindingUnchanged_keepsWhatWasFound() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .step("a", Map.of("other", new Binding.Resolved("champion")))
            .mix("b", "a")
            .spec();
    Outcome first = failed(pipeline, "b");
    Outcome second = amended(first, pipeline);

    assertThat(Mill.task(second, "a")).isEqualTo(Mill.task(first, "a"));
  }
}
