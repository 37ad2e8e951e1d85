package dev.millrace.data.page;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of a feature when it is asked for: quantiles, frequent values, lengths. */
final class FeatureDetails {

  private static final double[] QUANTILES = {
    0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
  };
  private static final int VALUES = 10;
  private static final int CLIPPED = 80;

  private final Markup to;

  FeatureDetails(Markup to) {
    this.to = to;
  }

  void write(FeatureRow row) {
    to.open("details").element("summary", "more");
    for (int set = 0; set < row.statistics().size(); set++) {
      Optional<FeatureStatistics> feature = row.statistics().get(set);
      if (feature.isPresent()) {
        to.open("dl", "class", Drawing.COLOURS.get(set) + "t");
        of(feature.get());
        row.weighted()
            .get(set)
            .ifPresent(weighted -> weighted(FeatureFigures.of(row.name(), weighted)));
        to.close("dl");
      }
    }
    row.distances()
        .ifPresent(
            d -> {
              to.open("dl");
              term("Jensen–Shannon divergence", Figures.divergence(d.jensenShannon()));
              term("largest difference of shares", Figures.percent(d.lInfinity()));
              term("p-value (χ²)", Figures.number(d.pValue()));
              to.close("dl");
            });
    to.close("details");
  }

  private void of(FeatureStatistics feature) {
    term("values", Figures.count(feature.count()));
    term("missing", Figures.count(feature.missing()));
    switch (feature) {
      case BooleanStatistics b -> {
        term("true", Figures.count(b.trues()));
        term("false", Figures.count(b.falses()));
      }
      case NumericStatistics n -> numbers(n);
      case StringStatistics s -> texts(s);
    }
  }

  /** The figures that are shares or means; counts of weights are in units that say nothing. */
  private void weighted(FeatureFigures figures) {
    term("missing, weighted", Figures.percent(figures.missingShare()));
    figures
        .spread()
        .ifPresent(
            spread -> {
              term("mean, weighted", Figures.value(figures.type(), spread.mean()));
              term("median, weighted", Figures.value(figures.type(), spread.median()));
            });
  }

  private void numbers(NumericStatistics numbers) {
    if (numbers.notFinite().total() > 0) {
      term("NaN", Figures.count(numbers.notFinite().nan()));
      term("+∞", Figures.count(numbers.notFinite().positiveInfinite()));
      term("−∞", Figures.count(numbers.notFinite().negativeInfinite()));
    }
    if (numbers.range().isEmpty()) {
      return;
    }
    term("zeros", Figures.count(numbers.zeros()));
    long farOut = Fences.farOut(numbers);
    if (farOut > 0) {
      term("far outliers", Figures.count(farOut));
    }
    for (double q : QUANTILES) {
      term(
          String.format(Locale.ROOT, "%.0f %% quantile", 100 * q),
          Figures.value(numbers.type(), numbers.quantile(q)));
    }
  }

  private void texts(StringStatistics texts) {
    if (texts.invalid() > 0) {
      term("invalid UTF-8", Figures.count(texts.invalid()));
    }
    texts
        .lengths()
        .ifPresent(
            lengths ->
                term(
                    "characters",
                    lengths.min()
                        + " … "
                        + Figures.number((double) lengths.total() / texts.count())
                        + " … "
                        + lengths.max()));
    List<Occurrence> top = texts.values().stream().limit(VALUES).toList();
    for (Occurrence value : top) {
      term(
          value.value().isEmpty() ? "(empty)" : Figures.clipped(value.value(), CLIPPED),
          (texts.exact() ? "" : "≥ ") + Figures.count(value.count()));
    }
  }

  private void term(String name, String figure) {
    to.open("div").element("dt", name).element("dd", figure).close("div");
  }
}
