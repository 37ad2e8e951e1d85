package dev.millrace.engine;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A component of the tests: its file is its own text followed by the files of its parts. What else
 * it does is up to the test.
 */
@Named("mix")
public final class Mix implements Component<Mix.Inputs, Mix.Outputs> {

  /** What a test wants to happen while a step runs. */
  @FunctionalInterface
  public interface Body {
    void run(Inputs inputs, TaskContext task) throws Exception;
  }

  /** What a test wants a step to say of the world outside. */
  @FunctionalInterface
  public interface Outside {
    Optional<String> of(Inputs inputs, TaskContext task) throws Exception;
  }

  public record Inputs(
      List<Statistics> parts,
      Optional<Statistics> other,
      @Default("") Value<String> text,
      @Default("0") Value<Integer> number) {}

  public record Outputs(Statistics made, Value<Integer> next) {}

  private final Body body;
  private final Outside outside;

  public Mix() {
    this((inputs, task) -> {});
  }

  Mix(Body body) {
    this(body, (inputs, task) -> Optional.empty());
  }

  Mix(Body body, Outside outside) {
    this.body = body;
    this.outside = outside;
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    body.run(inputs, task);
    Statistics made = task.stage(Statistics.TYPE);
    Files.writeString(made.file("mix.txt"), mixed(inputs));
    return new Outputs(made, Value.of(inputs.number().get() + 1));
  }

  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) throws Exception {
    return outside.of(inputs, task);
  }

  private static String mixed(Inputs inputs) throws IOException {
    StringBuilder text = new StringBuilder(inputs.text().get()).append('\n');
    for (Statistics part : inputs.parts()) {
      text.append(Files.readString(part.file("mix.txt")).indent(1));
    }
    return text.toString();
  }
}
