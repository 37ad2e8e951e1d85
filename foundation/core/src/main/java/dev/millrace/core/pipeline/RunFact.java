package dev.millrace.core.pipeline;

import dev.millrace.core.component.Value;
import dev.millrace.core.expression.Reference;
import java.time.Instant;
import java.util.List;

/** What the steps of a pipeline that is written in Java may know of the run they are part of. */
public final class RunFact {

  private RunFact() {}

  /** How it ended, such as {@code succeeded}; known to exit steps. */
  public static Value<String> state() {
    return fact("state");
  }

  /** Why it ended so, in a sentence; known to exit steps. */
  public static Value<String> reason() {
    return fact("reason");
  }

  /** The steps that failed; known to exit steps. */
  public static Value<List<String>> failed() {
    return fact("failed");
  }

  public static Value<String> id() {
    return fact("id");
  }

  /** The event time of the run. */
  public static Value<Instant> asOf() {
    return fact("as_of");
  }

  private static <T> Value<T> fact(String name) {
    return Value.template("${" + new Reference.RunFact(name).text() + "}");
  }
}
