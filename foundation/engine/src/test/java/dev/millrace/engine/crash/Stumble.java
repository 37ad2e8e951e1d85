package dev.millrace.engine.crash;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the same as {@link Make}, but the first time in a run, as far as this process knows, it
 * fails.
 */
@Named("stumble")
public final class Stumble implements Component<Make.Inputs, Make.Outputs> {

  private final Set<String> stumbled = ConcurrentHashMap.newKeySet();

  @Override
  public Make.Outputs run(Make.Inputs inputs, TaskContext task) throws IOException {
    Journal journal = task.port(Journal.class);
    journal.note(Journal.BEGIN, task);
    Make.Outputs outputs = Make.made(inputs, task);
    if (stumbled.add(task.run().hex())) {
      throw UserError.failure("as was to be");
    }
    journal.note(Journal.END, task);
    return outputs;
  }
}
