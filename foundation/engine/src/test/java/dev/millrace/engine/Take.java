package dev.millrace.engine;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.nio.file.Files;

/** A component of the tests that reads one artifact, after something has happened, and tells it. */
@Named("take")
public final class Take implements Component<Take.Inputs, Take.Outputs> {

  /** What a test wants to happen before the artifact is read. */
  @FunctionalInterface
  interface Before {
    void happens() throws Exception;
  }

  public record Inputs(Statistics one) {}

  public record Outputs(Value<String> text) {}

  private final Before before;

  Take(Before before) {
    this.before = before;
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    before.happens();
    return new Outputs(Value.of(Files.readString(inputs.one().file("mix.txt")).strip()));
  }
}
