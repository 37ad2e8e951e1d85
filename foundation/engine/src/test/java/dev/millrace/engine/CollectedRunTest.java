package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on after a collection has taken what they had made. */
class CollectedRunTest {

  private static final PipelineSpec CHAIN =
      new Steps().mix("a").mix("b", "a").mix("c", "b", "a").spec();

  @TempDir Path home;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private volatile String world = "old";
  private volatile boolean broken = true;
  private final Mix failingInC =
      new Mix(
          (inputs, task) -> {
            if (broken && task.step().equals("c")) {
              throw UserError.failure("no rows");
            }
            ran.add(task.step());
          });

  /** Copies what it sees of the world. */
  @Named("look")
  public static final class Look implements Component<Look.Inputs, Look.Outputs> {
    private final CollectedRunTest test;

    Look(CollectedRunTest test) {
      this.test = test;
    }

    public record Inputs() {}

    public record Outputs(Statistics made) {}

    @Override
    public Outputs run(Inputs inputs, TaskContext task) throws Exception {
      Statistics made = task.stage(Statistics.TYPE);
      Files.writeString(made.file("mix.txt"), test.world + "\n");
      return new Outputs(made);
    }

    @Override
    public Optional<String> outside(Inputs inputs, TaskContext task) {
      return Optional.of(test.world);
    }
  }

  private Outcome failed(Mill mill, PipelineSpec pipeline) throws Exception {
    Outcome outcome = mill.run(pipeline);
    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    ran.clear();
    broken = false;
    return outcome;
  }

  private static Outcome resumed(Mill mill, Outcome before) throws Exception {
    return mill.engine.resume(before.run().id(), mill.heard::add).await();
  }

  @Test
  void resume_allWasCollected_makesItAgainAndSaysSo() throws Exception {
    try (Mill mill = Mill.open(home, failingInC)) {
      Outcome first = failed(mill, CHAIN);
      Collecting.all(home);
      Outcome second = resumed(mill, first);

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("a", "b", "c");
      assertThat(mill.text(second, "c")).isEqualTo("c\n b\n  a\n a\n");
      assertThat(Mill.task(second, "a").reason()).isEqualTo("its files were collected");
      assertThat(mill.metadata.eventsOf(first.run().id().hex()))
          .filteredOn(event -> event.kind().equals("run.amended"))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.data().get("reason").stringValue())
                      .isEqualTo("collected: the files of a, b"));
    }
  }

  @Test
  void resume_someWasCollected_keepsTheRest() throws Exception {
    try (Mill mill = Mill.open(home, failingInC)) {
      Outcome first = failed(mill, CHAIN);
      mill.metadata.pin(
          Optional.ofNullable(Mill.task(first, "b").artifacts().get("made")).orElseThrow(),
          "",
          "ada");
      Collecting.all(home);
      Outcome second = resumed(mill, first);

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("a", "c");
      assertThat(Mill.task(second, "b").state()).isEqualTo(TaskState.CACHED);
    }
  }

  @Test
  void resume_madeAgainFromAnotherWorld_givesTheNewToAllThatComeAfter() throws Exception {
    PipelineSpec pipeline =
        new Steps().use("look", "a", Map.of()).mix("b", "a").mix("c", "b", "a").spec();
    try (Mill mill = Mill.open(home, failingInC, new Look(this))) {
      Outcome first = failed(mill, pipeline);
      mill.metadata.pin(
          Optional.ofNullable(Mill.task(first, "b").artifacts().get("made")).orElseThrow(),
          "",
          "ada");
      Collecting.all(home);
      world = "new";

      assertThat(mill.text(resumed(mill, first), "c")).isEqualTo("c\n b\n  new\n new\n");
    }
  }

  @Test
  void resume_collectedWhileItBegins_makesItAgain() throws Exception {
    Outcome first;
    try (Mill mill = Mill.open(home, failingInC)) {
      first = failed(mill, CHAIN);
    }
    try (Mill mill =
        Mill.with(home, setup -> Collecting.before("moveRun", home, setup), failingInC)) {
      assertThat(resumed(mill, first).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("a", "b", "c");
    }
  }

  @Test
  void resume_partsOfRoundsWereCollected_makesThoseAgain() throws Exception {
    PipelineSpec inner =
        new Steps("inner")
            .param("word", "")
            .step("x", Map.of("text", Steps.text("${params.word}")))
            .mix("y", "x")
            .out("made", Steps.output("y", "made"))
            .spec();
    PipelineSpec pipeline =
        new Steps()
            .nest("each", inner, Map.of("word", Steps.text("${item}")))
            .forEach(List.of("rye", "wheat"))
            .mix("c", "each")
            .spec();
    try (Mill mill = Mill.serial(home, failingInC)) {
      Outcome first = failed(mill, pipeline);
      for (String kept : List.of("each[0]/x", "each[0]/y", "each[1]/y")) {
        Id made = Optional.ofNullable(Mill.task(first, kept).artifacts().get("made")).orElseThrow();
        mill.metadata.pin(made, "", "ada");
      }
      Collecting.all(home);
      Outcome second = resumed(mill, first);

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("each[1]/x", "c");
      assertThat(mill.text(second, "c")).isEqualTo("c\n y\n  rye\n y\n  wheat\n");
    }
  }
}
