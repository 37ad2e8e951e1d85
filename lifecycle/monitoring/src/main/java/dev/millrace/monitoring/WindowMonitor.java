package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at a window of a model's traffic and writes down what it shows.
 *
 * <p>Drift is that of all requests of the window, from what the version that answered most of them
 * was trained on. Performance is that of the rows whose label was known at the window's as-of time,
 * whichever version answered; without labels there is none. The same log gives the same figures.
 */
public final class WindowMonitor {

  private final RequestLog log;
  private final FindingSink findings;
  private final Baseline.Source baselines;
  private final Clock clock;

  /**
   * @param log of what was asked, answered and true
   * @param findings takes what is found
   * @param clock tells when it was found
   */
  public WindowMonitor(
      RequestLog log, FindingSink findings, Baseline.Source baselines, Clock clock) {
    this.log = log;
    this.findings = findings;
    this.baselines = baselines;
    this.clock = clock;
  }

  /**
   * Examines a window and records the finding.
   *
   * @return what was recorded; empty if nothing was asked in the window
   * @throws IOException if the log cannot be read
   */
  public Optional<Finding> examine(Window window) throws IOException {
    Traffic traffic = Traffic.read(log, window, baselines);
    if (traffic.rows() == 0) {
      return Optional.empty();
    }
    Finding finding = finding(window, traffic);
    findings.record(finding);
    return Optional.of(finding);
  }

  private Finding finding(Window window, Traffic traffic) {
    Instant now = clock.instant();
    return new Finding(
        Id.at(now),
        window.model(),
        traffic.mainVersion(),
        window.from(),
        window.to(),
        now,
        traffic.rows(),
        traffic.labelled(),
        traffic.performance(),
        traffic.drift());
  }
}
