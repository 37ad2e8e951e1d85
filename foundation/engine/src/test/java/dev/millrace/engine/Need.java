package dev.millrace.engine;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.nio.file.Files;

/** A component of the tests that cannot do without its inputs. */
@Named("need")
public final class Need implements Component<Need.Inputs, Need.Outputs> {

  public record Inputs(Statistics one, Value<Integer> amount) {}

  public record Outputs(Statistics made, Value<Integer> next) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Statistics made = task.stage(Statistics.TYPE);
    String text = Files.readString(inputs.one().file("mix.txt"));
    Files.writeString(made.file("mix.txt"), inputs.amount().get() + "\n" + text.indent(1));
    made.property("amount", inputs.amount().get());
    return new Outputs(made, Value.of(inputs.amount().get() + 1));
  }
}
