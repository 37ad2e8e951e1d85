package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.TaskState;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {

  private static final PipelineSpec CHAIN =
      new Steps()
          .param("word", "wheat")
          .step("a", Map.of("text", Steps.text("${params.word}")))
          .mix("b", "a")
          .spec();

  @TempDir Path home;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private volatile String world = "old";
  private final Mix counting = new Mix((inputs, task) -> ran.add(task.step()));

  @Test
  void run_again_reusesAllAndSaysWhy() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Outcome first = mill.run(CHAIN);
      Outcome second = mill.run(CHAIN);

      assertThat(ran).containsExactly("a", "b");
      assertThat(second.tasks())
          .extracting(Task::state)
          .containsExactly(TaskState.CACHED, TaskState.CACHED);
      assertThat(Mill.task(second, "b").reason())
          .isEqualTo("same code, inputs and parameters as run " + first.run().id().brief());
      assertThat(mill.texts(second)).isEqualTo(mill.texts(first));
      assertThat(second.run().id()).isNotEqualTo(first.run().id());
    }
  }

  @Test
  void run_parameterChanged_saysFromWhatToWhat() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      mill.run(CHAIN);
      Outcome second = mill.run(mill.request(CHAIN).with(Map.of("word", "rye")));

      assertThat(Mill.task(second, "a").reason())
          .isEqualTo("param.text changed: \"wheat\" → \"rye\"");
      assertThat(Mill.task(second, "b").reason()).isEqualTo("input.parts changed (made by a)");
    }
  }

  @Test
  void run_sameContentFromChangedStep_endsTheRipple() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      mill.run(CHAIN);
      PipelineSpec changed =
          new Steps()
              .param("word", "wheat")
              .step("a", Map.of("text", Steps.text("${params.word}"), "number", Steps.number(5)))
              .mix("b", "a")
              .spec();

      Outcome second = mill.run(changed);

      assertThat(Mill.task(second, "a").reason()).isEqualTo("param.number changed: 0 → 5");
      assertThat(Mill.task(second, "b").state()).isEqualTo(TaskState.CACHED);
    }
  }

  @Test
  void run_sameStepInAnotherPipeline_isReused() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      mill.run(CHAIN);
      mill.run(new Steps().step("elsewhere", Map.of("text", Steps.text("wheat"))).spec());

      assertThat(ran).containsExactly("a", "b");
    }
  }

  @Test
  void run_outsideChanged_runsAgainAndSaysWhy() throws Exception {
    Mix looking =
        new Mix((inputs, task) -> ran.add(task.step()), (inputs, task) -> Optional.of(world));
    try (Mill mill = Mill.open(home, looking)) {
      mill.run(CHAIN);
      world = "new";
      Outcome second = mill.run(CHAIN);

      assertThat(Mill.task(second, "a").reason())
          .isEqualTo("what it reads outside the pipeline changed");
      assertThat(ran).containsExactly("a", "b", "a", "b");
    }
  }

  /** As deploying does: what it was recorded for is the world as it left it. */
  @Test
  void run_stepThatChangesTheOutsideItself_isReusedWhileThatStands() throws Exception {
    Mix deploying =
        new Mix(
            (inputs, task) -> {
              ran.add(task.step());
              world = "deployed";
            },
            (inputs, task) -> Optional.of(world));
    PipelineSpec deploy = new Steps().mix("deploy").spec();
    try (Mill mill = Mill.open(home, deploying)) {
      mill.run(deploy);
      mill.run(deploy);
      assertThat(ran).containsExactly("deploy");

      world = "rolled back";
      mill.run(deploy);
      assertThat(ran).containsExactly("deploy", "deploy");
    }
  }

  @Test
  void run_flippedBitInArtifact_isNoticedAndMadeAgain() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Outcome first = mill.run(CHAIN);
      flipBit(mill.file(Mill.task(first, "a")));

      Outcome second = mill.run(CHAIN);

      assertThat(Mill.task(second, "a").reason())
          .startsWith("made again: the stored Statistics/1 ")
          .contains("is damaged: file 'mix.txt'");
      assertThat(Mill.task(second, "b").state()).isEqualTo(TaskState.CACHED);
      assertThat(mill.texts(second)).containsEntry("a", "wheat\n");
    }
  }

  @Test
  void run_filesOfArtifactGone_makesThemAgain() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Outcome first = mill.run(CHAIN);
      Path files = mill.file(Mill.task(first, "b")).getParent();
      Files.move(files, home.resolve("gone"));

      Outcome second = mill.run(CHAIN);

      assertThat(Mill.task(second, "b").reason()).startsWith("made again: the files of");
      assertThat(mill.texts(second)).isEqualTo(mill.texts(first));
    }
  }

  @Test
  void run_failedStep_isNotReused() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              ran.add(task.step());
              throw new IllegalStateException("no");
            });
    try (Mill mill = Mill.open(home, failing)) {
      mill.run(new Steps().mix("a").spec());
      mill.run(new Steps().mix("a").spec());

      assertThat(ran).containsExactly("a", "a");
    }
  }

  @Test
  void run_soughtArtifact_isNeverOneTheStepIsGivenAnyhow() throws Exception {
    Shelf shelf = new Shelf();
    List<String> compared = new ArrayList<>();
    Mix comparing =
        new Mix(
            (inputs, task) ->
                compared.add(
                    task.step()
                        + " with "
                        + inputs
                            .other()
                            .map(other -> ((Handle.Stored) other.handle()).digest().brief())
                            .orElse("none")));
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .step("b", Map.of("other", new Binding.Resolved("champion")), "a")
            .spec();
    try (Mill mill = Mill.open(home, shelf, comparing)) {
      Outcome alone = mill.run(pipeline);
      shelf.put(statistics(mill, Mill.task(alone, "a")));
      Outcome withItself = mill.run(pipeline);
      shelf.put(statistics(mill, Mill.task(alone, "b")));
      Outcome withOther = mill.run(pipeline);

      assertThat(compared)
          .containsExactly(
              "a with none",
              "b with none",
              "b with " + mill.artifact(Mill.task(alone, "b")).digest().brief());
      assertThat(Mill.task(withItself, "b").state()).isEqualTo(TaskState.CACHED);
      assertThat(Mill.task(withOther, "b").reason())
          .isEqualTo("input.other changed (found as champion)");
    }
  }

  static Statistics statistics(Mill mill, Task task) throws IOException {
    ArtifactRow row = mill.artifact(task);
    return new Statistics(
        new Handle.Stored(row.id(), row.digest(), mill.artifacts.open(row), row.properties()));
  }

  private static void flipBit(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
  }
}
