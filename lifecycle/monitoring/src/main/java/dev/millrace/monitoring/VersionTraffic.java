package dev.millrace.monitoring;

import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.model.bundle.Task;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The rows of a window that one version answered. */
final class VersionTraffic {

  private static final Set<String> OTHER_TASKS = Set.of(Task.CLASS, Task.PREDICTION, Task.SCORE);

  private final String output;
  private final RequestCounts requests;
  private long rows;

  private VersionTraffic(String output, RequestCounts requests) {
    this.output = output;
    this.requests = requests;
  }

  static VersionTraffic of(Baseline baseline) {
    return new VersionTraffic(
        baseline.signature().outputs().getFirst().name(), new RequestCounts(baseline));
  }

  void add(Prediction row) {
    rows++;
    requests.add(row.inputs());
  }

  long rows() {
    return rows;
  }

  RequestCounts requests() {
    return requests;
  }

  /**
   * The value of the version's first output, which is its prediction; empty if it is missing, or of
   * a task whose performance is not watched yet: only probabilities of a positive label are.
   */
  OptionalDouble score(Prediction row) {
    if (OTHER_TASKS.contains(output)) {
      return OptionalDouble.empty();
    }
    JsonNode value = row.outputs().get(output);
    return value == null || !value.isNumber()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.doubleValue());
  }
}
