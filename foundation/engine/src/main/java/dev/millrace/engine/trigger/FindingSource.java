package dev.millrace.engine.trigger;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.store.TriggerStore.Mark;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what monitoring found about the newest window. A window that ended before the trigger
 * was activated is nobody's business.
 */
record FindingSource(FindingRule rule, String model, FindingSink findings, Monitoring monitoring)
    implements Source {

  @Override
  public Sight look(Moment moment) throws IOException {
    Windows.Window latest = Windows.latest(rule.window(), moment.now());
    Optional<Instant> again = Optional.of(Windows.nextEnd(rule.window(), latest));
    if (latest.to().isAfter(moment.since())) {
      monitoring.examine(model, latest.from(), latest.to());
    }
    Optional<Finding> finding =
        newest(findings, rule, model, moment.now())
            .filter(found -> found.windowEnd().isAfter(moment.since()));
    if (finding.isEmpty()) {
      return Sight.nothing(
          "nothing was found yet about a window of %s of model '%s' since the activation"
              .formatted(rule.window(), model),
          again);
    }
    String id = id(finding.get());
    if (moment.dealt().containsKey(id)) {
      return Sight.nothing(
          "the window " + Figures.window(finding.get()) + " was dealt with", again);
    }
    return rule.reason(finding.get())
        .map(reason -> new Occurrence(id, moment.now(), reason, List.of(mark(finding.get()))))
        .map(occurrence -> Sight.of(List.of(occurrence), false, again))
        .orElseGet(
            () ->
                Sight.nothing("all is well in the window " + Figures.window(finding.get()), again));
  }

  @Override
  public List<Mark> baseline(Instant now) {
    return List.of(new Mark(SINCE, now));
  }

  /** A window may be found out about more than once, as labels arrive: the last word counts. */
  static Optional<Finding> newest(
      FindingSink findings, FindingRule rule, String model, Instant asOf) {
    return findings.findings(model).stream()
        .filter(finding -> !finding.windowEnd().isAfter(asOf))
        .filter(
            finding -> Windows.isLong(rule.window(), finding.windowStart(), finding.windowEnd()))
        .filter(rule::speaksOf)
        .max(Comparator.comparing(Finding::windowEnd).thenComparing(Finding::recordedAt));
  }

  static String id(Finding finding) {
    return finding.windowStart() + ".." + finding.windowEnd();
  }

  private static Mark mark(Finding finding) {
    return new Mark(id(finding), finding.windowEnd());
  }
}
