package dev.millrace.engine;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Runs a pipeline of mixed steps whose beginnings and ends go into a journal: what the operating
 * system has been given survives the process.
 */
final class CrashChild {

  private static final int CHAINED = 18;

  /** With three rounds, and two of two steps each. */
  static final int TASKS = CHAINED + 1 + 3 + 1 + 2 * 3 + 1;

  static final PipelineSpec PIPELINE = pipeline();

  private CrashChild() {}

  /** Arguments: the home, the journal. */
  public static void main(String[] arguments) throws Exception {
    Path journal = Path.of(arguments[1]);
    Mix noting =
        new Mix(
            (inputs, task) -> {
              note(journal, "begin " + task.step());
              litter(task);
              note(journal, "end " + task.step());
            });
    try (Mill mill = Mill.open(Path.of(arguments[0]), noting)) {
      System.exit(mill.run(PIPELINE).state() == RunState.SUCCEEDED ? 0 : 1);
    }
  }

  /** Takes some milliseconds, and leaves files that must never be seen. */
  private static void litter(TaskContext task) throws IOException {
    Statistics half = task.stage(Statistics.TYPE);
    for (int i = 0; i < 20; i++) {
      Files.write(
          half.file("part-" + i),
          new byte[1 << 14],
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.SYNC);
    }
  }

  /** In the journal first; then the one who kills is told. */
  private static void note(Path journal, String line) throws IOException {
    Files.writeString(journal, line + "\n", StandardOpenOption.APPEND);
    System.out.println(line);
  }

  /** Steps in chains, rounds, and rounds of a nested pipeline. */
  private static PipelineSpec pipeline() {
    Steps steps = new Steps();
    for (int i = 0; i < CHAINED; i++) {
      switch (i % 3) {
        case 0 -> steps.mix("s" + i);
        case 1 -> steps.mix("s" + i, "s" + (i - 1));
        default -> steps.mix("s" + i, "s" + (i - 1), "s" + i / 2);
      }
    }
    PipelineSpec inner =
        new Steps("inner")
            .param("item", "")
            .step("one", Map.of("text", Steps.text("one ${params.item}")))
            .mix("two", "one")
            .out("made", Steps.output("two", "made"))
            .spec();
    return steps
        .step("each", Map.of("text", Steps.text("${item}")), "s1")
        .forEach(List.of("a", "b", "c"))
        .nest("nested", inner, Map.of("item", Steps.text("${item}")))
        .forEach(List.of("x", "y"))
        .step(
            "merge",
            Map.of(
                "parts",
                new Binding.Outputs(
                    List.of(Steps.output("each", "made"), Steps.output("nested", "made")))))
        .spec();
  }
}
