package dev.millrace.cli;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import java.io.IOException;

/** A component of the tests: finds every model fit to be served, without starting a server. */
@Named("bless_serving")
public final class BlessServing implements Component<BlessServing.Inputs, BlessServing.Outputs> {

  public record Inputs(Model model) {}

  public record Outputs(InfraBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    InfraBlessing blessing = task.stage(InfraBlessing.TYPE);
    blessing.property("blessed", true);
    blessing.property("reason", "unserved");
    if (inputs.model().handle() instanceof Handle.Stored stored) {
      blessing.property("model", stored.digest().hex());
    }
    return new Outputs(blessing);
  }
}
