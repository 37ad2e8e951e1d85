package dev.millrace.cli;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A component of the tests: writes a text below those of its parts. It fails on the text {@code
 * bad}, and waits to be canceled on {@code forever}.
 */
@Named("note")
public final class Note implements Component<Note.Inputs, Note.Outputs> {

  /** Has a permit for each task that has begun to wait. */
  static final Semaphore WAITING = new Semaphore(0);

  /**
   * @param beside a file outside whose text is added
   */
  public record Inputs(
      List<Statistics> parts, @Default("") Value<String> text, Value<Optional<String>> beside) {}

  public record Outputs(Statistics made, Value<Integer> length) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    String text = inputs.text().get() + outside(inputs, task).orElse("");
    task.log("writing " + text);
    if (text.equals("bad")) {
      throw UserError.failure("the text is bad").hint("give another with --set text=WORDS");
    }
    if (text.equals("forever")) {
      WAITING.release();
      Thread.currentThread().join();
    }
    Statistics made = task.stage(Statistics.TYPE);
    StringBuilder all = new StringBuilder();
    for (Statistics part : inputs.parts()) {
      all.append(Files.readString(part.file("note.txt"))).append(' ');
    }
    all.append(text);
    Files.writeString(made.file("note.txt"), all);
    task.metric("length", all.length(), 0);
    return new Outputs(made, Value.of(all.length()));
  }

  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) throws Exception {
    Optional<String> file = inputs.beside().get();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(task.resolve(file.get())));
  }
}
