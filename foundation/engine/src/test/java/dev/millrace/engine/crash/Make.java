package dev.millrace.engine.crash;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes files of a text and of what other steps have made. */
@Named("make")
public final class Make implements Component<Make.Inputs, Make.Outputs> {

  static final String TEXT = "text.txt";

  public record Inputs(List<Statistics> parts, Value<String> text) {}

  public record Outputs(Statistics made, Value<String> text) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    Journal journal = task.port(Journal.class);
    journal.note(Journal.BEGIN, task);
    litter(task);
    Outputs outputs = made(inputs, task);
    journal.note(Journal.END, task);
    return outputs;
  }

  static Outputs made(Inputs inputs, TaskContext task) throws IOException {
    StringBuilder text = new StringBuilder(inputs.text().get()).append('\n');
    for (Statistics part : inputs.parts()) {
      text.append(Files.readString(part.file(TEXT)).indent(1));
    }
    Statistics made = task.stage(Statistics.TYPE);
    Files.writeString(made.file(TEXT), text);
    Path more = Files.createDirectory(made.file("more"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(more.resolve("part-" + i), (i + " " + text).repeat(100));
    }
    return new Outputs(made, inputs.text());
  }

  /** Files that must never be seen. */
  private static void litter(TaskContext task) throws IOException {
    Statistics half = task.stage(Statistics.TYPE);
    for (int i = 0; i < 3; i++) {
      Files.write(half.file("litter-" + i), new byte[1 << 12]);
    }
    Files.writeString(task.workDirectory().resolve("litter"), task.step());
  }
}
