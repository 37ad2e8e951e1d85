package dev.millrace.core.api;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A run in full.
 *
 * @param steps in the pipeline's order, each followed by those inside it
 * @param metrics the last value of each
 * @param changes what it went on with instead of what it began with, oldest first
 * @param tags such as, of a triggered run, {@code environment} and {@code firing}
 * @param pages to look at that its own steps made, in their order; none of a run of so many steps
 *     that nobody would read the list
 */
public record RunReport(
    RunSummary run,
    Map<String, JsonNode> params,
    List<Step> steps,
    List<Metric> metrics,
    List<Change> changes,
    Map<String, String> tags,
    List<Page> pages) {

  /**
   * @param step its path: {@code train}, {@code each[2]}, {@code regional/train}
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
  public record Output(
      Id id, String type, String digest, long bytes, Map<String, JsonNode> properties) {}

  /**
   * @param step that made it
   * @param path of the HTML file, on the machine that has the home
   */
  public record Page(String step, String path) {}

  public record Metric(String step, String key, double value) {}

  /**
   * Something that was mended in the course of the run.
   *
   * @param what is different, in words
   * @param again the steps that started over
   */
  public record Change(Instant at, String actor, String what, List<String> again) {}
}
