package dev.millrace.engine.crash;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.io.IOException;
import java.util.List;

/** Makes nothing but values, which are kept without files. */
@Named("say")
public final class Say implements Component<Say.Inputs, Say.Outputs> {

  public record Inputs(@Default("") Value<String> text, @Default("[]") Value<List<String>> words) {}

  public record Outputs(Value<String> text, Value<List<String>> words, Value<Integer> count) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    Journal journal = task.port(Journal.class);
    journal.note(Journal.BEGIN, task);
    task.metric("words", inputs.words().get().size(), 0);
    journal.note(Journal.END, task);
    return new Outputs(inputs.text(), inputs.words(), Value.of(inputs.words().get().size()));
  }
}
