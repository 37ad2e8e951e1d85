package dev.millrace.benchmark;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;

/** A step that does next to nothing, so that what a step costs is what the engine takes. */
@Named("add")
public final class Add implements Component<Add.Inputs, Add.Outputs> {

  /** The parameter of {@link #chain}; another value makes every one of its steps a new one. */
  public static final String FROM = "from";

  public record Inputs(Value<Integer> left, Value<Integer> right) {}

  public record Outputs(Value<Integer> sum) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) {
    return new Outputs(Value.of(inputs.left().get() + inputs.right().get()));
  }

  /** Steps that count on from a parameter, each after the one before. */
  public static PipelineSpec chain(int steps) {
    Pipeline pipeline = Pipeline.named("chain");
    Value<Integer> count = pipeline.param(FROM, Param.integer());
    for (int step = 1; step <= steps; step++) {
      count = pipeline.step("step_" + step, new Add(), new Inputs(count, Value.of(1))).sum();
    }
    return pipeline.spec();
  }
}
