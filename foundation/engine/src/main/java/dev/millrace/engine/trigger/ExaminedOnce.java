package dev.millrace.engine.trigger;

import dev.millrace.core.port.FindingSink;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Has each window examined once, also if that shows nothing, or an earlier process did it. */
final class ExaminedOnce implements Monitoring {

  private final Monitoring monitoring;
  private final FindingSink findings;
  private final Set<Examined> examined = new HashSet<>();

  private record Examined(String model, Instant from, Instant to) {}

  ExaminedOnce(Monitoring monitoring, FindingSink findings) {
    this.monitoring = monitoring;
    this.findings = findings;
  }

  @Override
  public void examine(String model, Instant from, Instant to) throws IOException {
    Examined window = new Examined(model, from, to);
    if (examined.contains(window)) {
      return;
    }
    boolean found =
        findings.findings(model).stream()
            .anyMatch(
                finding -> finding.windowStart().equals(from) && finding.windowEnd().equals(to));
    if (!found) {
      monitoring.examine(model, from, to);
    }
    examined.add(window);
  }
}
