package dev.millrace.core.api;

import dev.millrace.core.run.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A run in full.
 *
 * @param steps in the pipeline's order
 * @param metrics the last value of each
 */
public record RunReport(
    RunSummary run, Map<String, JsonNode> params, List<Step> steps, List<Metric> metrics) {

  /**
   * @param why the reason for its state: what the cache compared, what failed, what the gate found
   */
  public record Step(
      String step,
      TaskState state,
      String why,
      Optional<Duration> took,
      Map<String, Output> outputs,
      Map<String, JsonNode> values) {}

  /** An artifact that a step made, or found in the cache. */
  public record Output(String type, String digest, long bytes, Map<String, JsonNode> properties) {}

  public record Metric(String step, String key, double value) {}
}
