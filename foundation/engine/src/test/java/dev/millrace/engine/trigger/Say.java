package dev.millrace.engine.trigger;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.util.Optional;

/** A component of the tests that says a word. What else it does is up to the test. */
@Named("say")
public final class Say implements Component<Say.Inputs, Say.Outputs> {

  /** What a test wants to happen while a step runs. */
  @FunctionalInterface
  interface Body {
    void run(TaskContext task) throws Exception;
  }

  public record Inputs(@Default("hello") Value<String> word) {}

  public record Outputs(Value<String> said) {}

  private final Body body;

  Say(Body body) {
    this.body = body;
  }

  /** Never the same, so that each run does its work. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) {
    return Optional.of(task.run().hex());
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    body.run(task);
    return new Outputs(inputs.word());
  }
}
