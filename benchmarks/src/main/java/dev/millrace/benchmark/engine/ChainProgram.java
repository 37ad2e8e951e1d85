package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs chains of steps, and prints what a step of the last of them took. */
final class ChainProgram {

  /** What the steps of a chain make. */
  enum Kind {
    VALUES(Add.FROM, "sum"),
    FILES(Note.FROM, "number");

    private final String parameter;
    private final String output;

    Kind(String parameter, String output) {
      this.parameter = parameter;
      this.output = output;
    }

    PipelineSpec of(int steps) {
      return switch (this) {
        case VALUES -> Add.chain(steps);
        case FILES -> Note.chain(steps);
      };
    }
  }

  private final EngineHome home;
  private final Kind kind;

  private ChainProgram(EngineHome home, Kind kind) {
    this.home = home;
    this.kind = kind;
  }

  /**
   * @param arguments the home, what the steps make, how many chains to run first and not to time,
   *     and how many steps each has
   */
  @SuppressWarnings("SystemOut") // the figures
  public static void main(String[] arguments) throws Exception {
    int warmUps = Integer.parseInt(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add(), new Note())) {
      ChainProgram program = new ChainProgram(home, Kind.valueOf(arguments[1]));
      for (int before = 0; before < warmUps; before++) {
        var _ = program.run(before * steps, steps);
      }
      Samples millis = program.run(warmUps * steps, steps);
      System.out.println("p50 " + millis.median());
      System.out.println("p99 " + millis.quantile(0.99));
    }
  }

  private Samples run(int from, int steps) throws Exception {
    StepIntervals intervals = new StepIntervals();
    Outcome outcome =
        home.run(kind.of(steps), Map.of(kind.parameter, Integer.toString(from)), intervals);
    check(outcome.tasks(), from, steps);
    return intervals.millis();
  }

  private void check(List<Task> tasks, int from, int steps) throws IOException {
    require(tasks.size() == steps, "there are %d tasks, not %d".formatted(tasks.size(), steps));
    for (int place = 0; place < steps; place++) {
      Task task = tasks.get(place);
      int number = from + place + 1;
      require(
          Json.tree(number).equals(task.values().get(kind.output)),
          "%s counted to %s, not to %d".formatted(task.step(), task.values(), number));
      if (kind == Kind.FILES) {
        String text = Files.readString(file(task));
        require(
            text.equals(Integer.toString(number)),
            "the file of %s says %s, not %d".formatted(task.step(), text, number));
      }
    }
  }

  private Path file(Task task) throws IOException {
    ArtifactRow row =
        home.metadata()
            .findArtifact(Objects.requireNonNull(task.artifacts().get("note")))
            .orElseThrow();
    return home.artifacts().open(row).resolve(Note.FILE);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
