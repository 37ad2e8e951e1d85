package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Plan.Would;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from outside as inputs. */
class ImportTest {

  @TempDir Path home;
  @TempDir Path outside;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Mix noting = new Mix((inputs, task) -> ran.add(task.step()));

  @BeforeEach
  void write() throws IOException {
    Files.writeString(outside.resolve("mix.txt"), "from outside\n");
  }

  private PipelineSpec importing(Path path) {
    return new Steps()
        .param("where", path.toString())
        .step(
            "a", Map.of("text", Steps.text("a"), "parts", new Binding.Imported("${params.where}")))
        .spec();
  }

  /** The artifact that a task has read. */
  private static Id imported(Mill mill, Task task) {
    Map<String, List<Id>> inputs =
        mill.metadata.findExecution(task.execution().orElseThrow()).orElseThrow().inputs();
    return inputs.getOrDefault("parts", List.of()).getFirst();
  }

  @Test
  void run_file_isCopiedIntoTheStoreAndRead() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome outcome = mill.run(importing(outside.resolve("mix.txt")));
      Files.writeString(outside.resolve("mix.txt"), "changed since\n");

      assertThat(mill.text(outcome, "a")).isEqualTo("a\n from outside\n");
      Id id = imported(mill, Mill.task(outcome, "a"));
      Path kept = mill.artifacts.open(mill.metadata.findArtifact(id).orElseThrow());
      assertThat(kept.resolve("mix.txt")).hasContent("from outside\n");
    }
  }

  @Test
  void run_again_isCachedAndTheSameArtifact() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      Outcome first = mill.run(importing(outside.resolve("mix.txt")));
      Outcome second = mill.run(importing(outside.resolve("mix.txt")));

      assertThat(ran).containsExactly("a");
      assertThat(Mill.states(second)).containsEntry("a", TaskState.CACHED);
      assertThat(imported(mill, Mill.task(second, "a")))
          .isEqualTo(imported(mill, Mill.task(first, "a")));
    }
  }

  @Test
  void run_sameContentElsewhere_isTheSameArtifact() throws Exception {
    Path copy = Files.createDirectory(outside.resolve("copy"));
    Files.copy(outside.resolve("mix.txt"), copy.resolve("mix.txt"));
    try (Mill mill = Mill.open(home, noting)) {
      Outcome first = mill.run(importing(outside.resolve("mix.txt")));
      PipelineSpec directory =
          new Steps()
              .step(
                  "b",
                  Map.of("text", Steps.text("b"), "parts", new Binding.Imported(copy.toString())))
              .spec();
      Outcome second = mill.run(directory);

      assertThat(imported(mill, Mill.task(second, "b")))
          .isEqualTo(imported(mill, Mill.task(first, "a")));
    }
  }

  @Test
  void run_contentChanged_runsAgainAndSaysWhy() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      mill.run(importing(outside.resolve("mix.txt")));
      Files.writeString(outside.resolve("mix.txt"), "newer\n");
      Outcome second = mill.run(importing(outside.resolve("mix.txt")));

      assertThat(Mill.task(second, "a").reason())
          .isEqualTo("input.parts changed (imported from ${params.where})");
      assertThat(mill.text(second, "a")).isEqualTo("a\n newer\n");
    }
  }

  @Test
  void run_directoryWithDirectories_isCopiedWhole() throws Exception {
    Files.createDirectories(outside.resolve("tree/deep/er"));
    Files.writeString(outside.resolve("tree/mix.txt"), "top\n");
    Files.writeString(outside.resolve("tree/deep/er/leaf"), "leaf");
    try (Mill mill = Mill.open(home, noting)) {
      Outcome outcome = mill.run(importing(outside.resolve("tree")));

      Id id = imported(mill, Mill.task(outcome, "a"));
      assertThat(mill.artifacts.files(mill.metadata.findArtifact(id).orElseThrow()))
          .containsExactly("deep/er/leaf", "mix.txt");
    }
  }

  @Test
  void run_nothingThereOrALink_failsAndSaysWhat() throws Exception {
    Files.createSymbolicLink(
        Files.createDirectory(outside.resolve("links")).resolve("mix.txt"),
        outside.resolve("mix.txt"));
    try (Mill mill = Mill.open(home, noting)) {
      assertThat(mill.run(importing(outside.resolve("nowhere"))).reason())
          .startsWith("step 'a' failed: there is nothing to import at " + outside);
      assertThat(mill.run(importing(outside.resolve("links"))).reason())
          .startsWith(
              "step 'a' failed: an import takes files and directories, and this is neither");
    }
  }

  @Test
  void plan_import_asksTheCacheAndLeavesNothing() throws Exception {
    try (Mill mill = Mill.open(home, noting)) {
      PipelineSpec pipeline = importing(outside.resolve("mix.txt"));
      assertThat(mill.engine.plan(mill.request(pipeline)).steps().getFirst().would())
          .isEqualTo(new Would.Run("first time"));
      mill.run(pipeline);
      assertThat(mill.engine.plan(mill.request(pipeline)).steps().getFirst().would())
          .isInstanceOf(Would.Reuse.class);
      try (Stream<Path> staged = Files.walk(home.resolve("staging"))) {
        assertThat(staged.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }
}
