package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink.Finding;
import java.time.Period;
import java.util.Optional;

/** Fires when a metric of the labelled rows leaves its band. */
record PerformanceRule(TriggerSpec.Performance spec) implements FindingRule {

  @Override
  public Period window() {
    return spec.window();
  }

  @Override
  public Optional<String> model() {
    return spec.model();
  }

  @Override
  public boolean speaksOf(Finding finding) {
    return Double.isFinite(value(finding));
  }

  @Override
  public Optional<String> reason(Finding finding) {
    double value = value(finding);
    double low = spec.outside().get(0);
    double high = spec.outside().get(1);
    if (value >= low && value <= high) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %s is outside %s–%s in %s (%s labels)"
            .formatted(
                spec.metric(),
                Figures.apart(value, value < low ? low : high),
                Figures.of(low),
                Figures.of(high),
                Figures.window(finding),
                Figures.count(finding.labels())));
  }

  private double value(Finding finding) {
    return finding.performance().getOrDefault(spec.metric(), Double.NaN);
  }
}
