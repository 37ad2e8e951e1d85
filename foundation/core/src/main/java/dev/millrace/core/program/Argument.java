package dev.millrace.core.program;

import java.util.List;

/** One argument of a program: text with placeholders, which are filled in when a task starts. */
public record Argument(List<Part> parts) {

  public Argument {
    parts = List.copyOf(parts);
  }

  /** A piece of an argument. */
  public sealed interface Part {}

  public record Text(String text) implements Part {}

  /** {@code ${inputs.x}}: the directory of an artifact, the text of a value. */
  public record Input(String port) implements Part {}

  /** {@code ${outputs.x}}: the empty directory that the program fills. */
  public record Output(String port) implements Part {}

  /** What the task is told of itself. */
  public enum Fact implements Part {
    /** Where the program writes its values, metrics and properties. */
    RESULTS("results"),
    /** The event time of the run. */
    AS_OF("task.as_of"),
    /** The directory that the program is started in. */
    WORK("task.work"),
    /** How many threads it may keep busy. */
    THREADS("task.threads");

    private final String placeholder;

    Fact(String placeholder) {
      this.placeholder = placeholder;
    }

    /** As written between the braces. */
    public String placeholder() {
      return placeholder;
    }
  }
}
