package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.value.Id;
import dev.millrace.evaluation.metric.BinaryMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a window of a model's traffic and writes down what it shows.
 *
 * <p>Performance is that of all rows whose label is known. Drift is that of the rows that the
 * window's main version answered, against the rows that this version was trained on.
 */
public final class WindowMonitor {

  private final RequestLog log;
  private final FindingSink sink;
  private final Baseline.Source baselines;
  private final Clock clock;

  public WindowMonitor(RequestLog log, FindingSink sink, Baseline.Source baselines, Clock clock) {
    this.log = log;
    this.sink = sink;
    this.baselines = baselines;
    this.clock = clock;
  }

  /**
   * Examines a window and records the finding.
   *
   * @return what was recorded; empty if nothing was asked in the window
   */
  public Optional<Finding> examine(Window window) throws IOException {
    AnsweredRows rows = AnsweredRows.read(log, window);
    if (rows.count() == 0) {
      return Optional.empty();
    }
    int version = rows.mainVersion();
    Baseline baseline = baselines.of(window.model(), version);
    Finding finding =
        new Finding(
            Id.at(clock.instant()),
            window.model(),
            version,
            window.from(),
            window.to(),
            clock.instant(),
            rows.count(),
            rows.labelled(),
            performance(rows, baseline),
            drift(rows, version, baseline));
    sink.record(finding);
    return Optional.of(finding);
  }

  private static Map<String, Double> performance(AnsweredRows rows, Baseline baseline) {
    String output = baseline.signature().outputs().getFirst().name();
    AnsweredRows.Scored scored = rows.scored(output);
    return scored.labels().length == 0
        ? Map.of()
        : BinaryMetrics.of(scored.scores(), scored.labels()).byName();
  }

  private static Map<String, Drift> drift(AnsweredRows rows, int version, Baseline baseline) {
    return new RequestDrift(baseline).of(rows.of(version));
  }
}
