package dev.millrace.engine;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;

/** {@link Tell} as it is after a change of its code. */
@Named("tell")
public final class OtherTell implements Component<Tell.Inputs, Tell.Outputs> {

  private final Tell tell = new Tell();

  @Override
  public Tell.Outputs run(Tell.Inputs inputs, TaskContext task) {
    return tell.run(inputs, task);
  }
}
