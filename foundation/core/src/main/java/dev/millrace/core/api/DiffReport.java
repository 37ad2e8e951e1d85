package dev.millrace.core.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What changed from one run to another.
 *
 * @param before the run that is compared with
 * @param after the run that is asked about
 * @param params whose values differ, by name
 * @param pipeline where the pipelines differ: {@code steps.train.inputs.rounds}
 * @param code the steps whose code differs, by the identity of each
 * @param data what steps read that is not the same: {@code train input.examples}, {@code ingest
 *     outside}
 * @param environment what the runs ran on, where it differs: {@code millrace}, {@code java}, {@code
 *     os}
 * @param results the steps that ended otherwise
 * @param metrics of both runs, side by side
 */
public record DiffReport(
    RunSummary before,
    RunSummary after,
    List<Change> params,
    List<Change> pipeline,
    List<Change> code,
    List<Change> data,
    List<Change> environment,
    List<Change> results,
    List<Metric> metrics) {

  /**
   * @param what is different
   * @param before empty if it was not there
   * @param after empty if it is not there any more
   */
  public record Change(String what, Optional<JsonNode> before, Optional<JsonNode> after) {}

  /**
   * @param before empty if the run has no such metric
   */
  public record Metric(String step, String key, Optional<Double> before, Optional<Double> after) {}
}
