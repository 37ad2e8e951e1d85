package dev.millrace.engine;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a run would do.
 *
 * @param params each parameter's value as the run would see it
 * @param steps in an order in which they could run one by one; what a step consists of follows it
 */
public record Plan(
    String pipeline, Instant asOf, Map<String, JsonNode> params, List<PlannedStep> steps) {

  /**
   * @param step its path: {@code train}, {@code each[2]}, {@code regional/train}
   * @param uses the component's name
   * @param wiring where each input comes from, in words, by input
   * @param flow when and how often it runs, in words
   */
  public record PlannedStep(
      String step, String uses, Map<String, String> wiring, List<String> flow, Would would) {}

  /** What would become of a step. */
  public sealed interface Would {

    String why();

    /** Its outputs are there from an earlier run. */
    record Reuse(Id run, String why) implements Would {}

    record Run(String why) implements Would {}

    /** It consists of others. */
    record Consist(String why) implements Would {}

    /** It is not to run, and all is well. */
    record Skip(String why) implements Would {}

    /** It depends on what a step before it makes, and that step has to run first. */
    record Unknown(String why) implements Would {}

    /** It cannot run as things are: an input is not there, a value does not fit. */
    record Fail(String why) implements Would {}
  }
}
