package dev.millrace.engine;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A component of the tests that makes nothing but values, and remembers what it was told. */
@Named("tell")
public final class Tell implements Component<Tell.Inputs, Tell.Outputs> {

  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  public record Inputs(@Default("") Value<String> text, @Default("[]") Value<List<String>> words) {}

  public record Outputs(Value<String> text, Value<List<String>> words, Value<Integer> count) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) {
    List<String> words = inputs.words().get();
    told.add(task.step() + ": " + inputs.text().get() + (words.isEmpty() ? "" : " " + words));
    return new Outputs(Value.of(inputs.text().get()), Value.of(words), Value.of(words.size()));
  }
}
