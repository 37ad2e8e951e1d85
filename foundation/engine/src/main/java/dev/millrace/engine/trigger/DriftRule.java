package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.value.FalseDiscovery;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fires when a feature's distribution has moved both far and not by chance. Either alone is no
 * reason to train again: with 100,000 rows a week almost any two weeks differ significantly, and
 * with 100 rows large distances come about by chance. Where several measures are given, a feature
 * that reaches the limit of any of them has moved far.
 */
record DriftRule(TriggerSpec.Drift spec) implements FindingRule {

  /** A feature that moved, by the measure whose limit it exceeds most. */
  private record Moved(String feature, String measure, double effect, double limit, double pValue) {
    double excess() {
      return limit > 0 ? effect / limit : Double.POSITIVE_INFINITY;
    }
  }

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
    return !finding.drift().isEmpty();
  }

  @Override
  public Optional<String> reason(Finding finding) {
    Map<String, Double> pValues = new TreeMap<>();
    finding.drift().forEach((feature, drift) -> pValues.put(feature, drift.pValue()));
    Set<String> significant = FalseDiscovery.discoveries(pValues, spec.falseDiscoveryRate());
    List<Moved> moved = new ArrayList<>();
    finding
        .drift()
        .forEach(
            (feature, drift) -> {
              if (significant.contains(feature)) {
                farthest(feature, drift).ifPresent(moved::add);
              }
            });
    return moved.stream()
        .max(Comparator.comparingDouble(Moved::excess).thenComparing(Moved::feature))
        .map(first -> words(first, moved.size() - 1, finding));
  }

  private Optional<Moved> farthest(String feature, Drift drift) {
    return spec.effect().entrySet().stream()
        .map(
            limit ->
                new Moved(
                    feature,
                    limit.getKey(),
                    drift.effect().getOrDefault(limit.getKey(), Double.NaN),
                    limit.getValue(),
                    drift.pValue()))
        .filter(moved -> moved.effect() >= moved.limit())
        .max(Comparator.comparingDouble(Moved::excess).thenComparing(Moved::measure));
  }

  private String words(Moved moved, int others, Finding finding) {
    return "drift of %s%s: %s %s, limit %s; p = %s, false-discovery rate %s; in %s (%s predictions)"
        .formatted(
            moved.feature(),
            others == 0 ? "" : " and %d more".formatted(others),
            moved.measure(),
            Figures.apart(moved.effect(), moved.limit()),
            Figures.of(moved.limit()),
            Figures.probability(moved.pValue()),
            Figures.of(spec.falseDiscoveryRate()),
            Figures.window(finding),
            Figures.count(finding.predictions()));
  }
}
