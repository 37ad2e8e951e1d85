package dev.millrace.core.api;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline whose triggers are active in an environment.
 *
 * @param file of the pipeline
 * @param spec digest of the pipeline as it was activated, which is what runs
 * @param changed true if the file says something else now, which needs another activation
 * @param params values for the pipeline's parameters in this environment
 * @param actor who activated it
 * @param since when it was first activated
 * @param activated when it was last activated
 * @param watchedBy the process that looks at the environment's triggers, if there is one
 */
public record TriggerReport(
    String environment,
    String pipeline,
    String file,
    String spec,
    boolean changed,
    Map<String, JsonNode> params,
    String actor,
    Instant since,
    Instant activated,
    Optional<String> watchedBy,
    List<Trigger> triggers) {

  /**
   * One of its triggers.
   *
   * @param waitsFor in words
   * @param next when it can next fire, if that is known beforehand
   * @param now why it does not fire at present, or that it is due
   */
  public record Trigger(
      String name,
      String kind,
      String waitsFor,
      Optional<Instant> next,
      String now,
      Optional<Firing> last) {}

  /**
   * A time at which it fired.
   *
   * @param key of the firing, of which there is one run
   * @param eventTime what the run is as of
   * @param run if it was made yet
   */
  public record Firing(
      String key,
      Instant eventTime,
      Instant recordedAt,
      String reason,
      Optional<Id> run,
      Optional<RunState> state) {}
}
