package dev.millrace.data.validation;

import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.core.value.FalseDiscovery;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Distance;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.DriftLimits;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a data set beside another one, feature by feature, where the schema limits how far they may
 * be apart. A distance counts only if chance hardly explains it; since that is asked of many
 * features at once, the false-discovery rate among all of them is held to each feature's level.
 */
final class Comparisons {

  /** A distance that has a limit. */
  private record Measured(String path, Distance distance, double limit, double level) {
    String key() {
      return path + "\n" + distance.measure().key();
    }
  }

  private final Kind kind;
  private final String split;
  private final List<Measured> measured = new ArrayList<>();
  private final List<Anomaly> anomalies = new ArrayList<>();

  private Comparisons(Kind kind, String split) {
    this.kind = kind;
    this.split = split;
  }

  /**
   * Compares two data sets.
   *
   * @param split the name of the first
   * @param other what it is compared with
   */
  static AnomaliesFile of(
      Kind kind, String split, DatasetStatistics data, DatasetStatistics other, DataSchema schema) {
    Comparisons all = new Comparisons(kind, split);
    schema
        .features()
        .forEach(
            (name, feature) ->
                limits(kind, feature)
                    .filter(_ -> feature.lifecycle().validated())
                    .ifPresent(limits -> all.compare(name, limits, data, other)));
    return all.judged();
  }

  private static Optional<DriftLimits> limits(Kind kind, FeatureSchema feature) {
    return switch (kind) {
      case DRIFT -> feature.drift();
      case SKEW -> feature.skew();
    };
  }

  private void compare(
      String name, DriftLimits limits, DatasetStatistics data, DatasetStatistics other) {
    FeatureStatistics here = data.features().get(name);
    FeatureStatistics there = other.features().get(name);
    if (here == null) {
      return;
    }
    if (there == null || !Comparison.possible(here, there)) {
      anomalies.add(controlMissing(name, there));
      return;
    }
    Comparison comparison = Comparison.between(here, there);
    limits
        .limits()
        .forEach(
            (key, limit) -> {
              Measure measure = Measure.named(key).orElseThrow();
              if (measure.appliesTo(here)) {
                measured.add(new Measured(name, comparison.by(measure), limit, limits.pValue()));
              }
            });
  }

  private Anomaly controlMissing(String name, @Nullable FeatureStatistics there) {
    String what =
        there == null
            ? "is not in the data that it is compared with"
            : "is of type " + there.type().text() + " in the data that it is compared with";
    return new Anomaly(
        AnomalyType.COMPARATOR_CONTROL_DATA_MISSING,
        Severity.WARNING,
        split,
        name,
        "column '" + name + "' " + what,
        "compare with data of the same columns, or remove '" + kind.text() + "' from the schema");
  }

  private AnomaliesFile judged() {
    Map<String, Double> pValues = new TreeMap<>();
    measured.forEach(each -> pValues.put(each.key(), each.distance().pValue()));
    List<Compared> compared = new ArrayList<>();
    for (Measured each : measured) {
      boolean significant = FalseDiscovery.discoveries(pValues, each.level()).contains(each.key());
      Compared judged =
          new Compared(
              split,
              each.path(),
              kind.text(),
              each.distance().measure().key(),
              each.distance().effect(),
              each.limit(),
              each.distance().pValue(),
              significant);
      compared.add(judged);
      if (judged.moved()) {
        anomalies.add(moved(judged, each.distance().measure()));
      }
    }
    return new AnomaliesFile(anomalies, compared);
  }

  private static Anomaly moved(Compared compared, Measure measure) {
    return new Anomaly(
        type(measure),
        Severity.WARNING,
        compared.split(),
        compared.path(),
        String.format(
            Locale.ROOT,
            "column '%s' is %s from what it is compared with: %s %.4g, limit %s; p %s",
            compared.path(),
            compared.kind().equals("skew") ? "skewed" : "far",
            measure.key(),
            compared.effect(),
            compared.limit(),
            probability(compared.pValue())),
        "see what changed; train again, or raise the limit of '" + compared.kind() + "'");
  }

  private static String probability(double p) {
    return p < 1e-16 ? "< 1e-16" : String.format(Locale.ROOT, "= %.2g", p);
  }

  private static AnomalyType type(Measure measure) {
    return switch (measure) {
      case L_INFINITY -> AnomalyType.COMPARATOR_L_INFTY_HIGH;
      case JENSEN_SHANNON -> AnomalyType.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH;
      case NORMALIZED_ABSOLUTE_DIFFERENCE ->
          AnomalyType.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH;
      case POPULATION_STABILITY_INDEX, CHI_SQUARE, KOLMOGOROV_SMIRNOV, WASSERSTEIN ->
          AnomalyType.COMPARATOR_DISTANCE_HIGH;
    };
  }
}
