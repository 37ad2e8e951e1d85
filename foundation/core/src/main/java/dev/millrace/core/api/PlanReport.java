package dev.millrace.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a run would do.
 *
 * @param steps in an order in which they could run
 */
public record PlanReport(
    String pipeline, Instant asOf, Map<String, JsonNode> params, List<Step> steps) {

  /**
   * @param step its path: {@code train}, {@code each[2]}, {@code regional/train}
   * @param wiring where each input comes from, by input
   * @param flow when and how often it runs, in words; empty if once and always
   * @param would {@code cached}, {@code run}, {@code consists} of others that follow it, {@code
   *     skip}, {@code fail}, or {@code unknown} until an earlier step has run
   */
  public record Step(
      String step,
      String uses,
      Map<String, String> wiring,
      List<String> flow,
      String would,
      String why) {}
}
