package dev.millrace.cli;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import java.io.IOException;

/** A component of the tests: finds every model good enough. */
@Named("bless")
public final class Bless implements Component<Bless.Inputs, Bless.Outputs> {

  public record Inputs(Model model) {}

  public record Outputs(ModelBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    ModelBlessing blessing = task.stage(ModelBlessing.TYPE);
    blessing.property("blessed", true);
    blessing.property("reason", "unseen");
    return new Outputs(blessing);
  }
}
