package dev.millrace.benchmark.engine;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import java.nio.file.Files;

/** A step that publishes one small file: its number. */
@Named("note")
final class Note implements Component<Note.Inputs, Note.Outputs> {

  static final String FROM = "from";
  static final String FILE = "number.txt";

  record Inputs(Value<Integer> before) {}

  record Outputs(Statistics note, Value<Integer> number) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    int number = inputs.before().get() + 1;
    Statistics note = task.stage(Statistics.TYPE);
    Files.writeString(note.file(FILE), Integer.toString(number));
    return new Outputs(note, Value.of(number));
  }

  /** Steps that count on from a parameter, each after the one before. */
  static PipelineSpec chain(int steps) {
    Pipeline pipeline = Pipeline.named("notes");
    Value<Integer> number = pipeline.param(FROM, Param.integer());
    for (int step = 1; step <= steps; step++) {
      number = pipeline.step("step_" + step, new Note(), new Inputs(number)).number();
    }
    return pipeline.spec();
  }
}
