package dev.millrace.data.transform;

import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.transform.FeatureSpec.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step from numbers to numbers as it is declared. One that the training split has a say in is
 * fitted to the statistics of the numbers that reach it.
 */
sealed interface NumberStep {

  /** One that needs no data. */
  record Known(FittedStep step) implements NumberStep {}

  /** One that needs some. */
  sealed interface Open extends NumberStep {

    /** A column whose values are to be looked at apart. */
    default Optional<String> per() {
      return Optional.empty();
    }

    /**
     * The step for these data.
     *
     * @throws IllegalArgumentException if no such step fits them
     */
    FittedStep fit(NumberTally.Result found);
  }

  record Fill(Impute.Typical.Kind kind) implements Open {
    @Override
    public FittedStep fit(NumberTally.Result found) {
      NumericStatistics all = found.all("impute");
      return new FittedStep.Fill(
          switch (kind) {
            case MEAN -> all.mean();
            case MEDIAN -> all.median();
            case MOST_FREQUENT -> all.values().mostFrequent();
          });
    }
  }

  record Clip(FeatureSpec.Clip bounds) implements Open {
    private static final double MOST = Double.MAX_VALUE;

    /** No data are needed for bounds that are given. */
    static NumberStep of(FeatureSpec.Clip bounds) {
      return bounds.minQuantile().isPresent() || bounds.maxQuantile().isPresent()
          ? new Clip(bounds)
          : new Known(new FittedStep.Clip(bounds.min().orElse(-MOST), bounds.max().orElse(MOST)));
    }

    @Override
    public FittedStep fit(NumberTally.Result found) {
      NumericStatistics all = found.all("clip");
      double low =
          bounds.minQuantile().map(q -> all.quantile(q.value())).or(bounds::min).orElse(-MOST);
      double high =
          bounds.maxQuantile().map(q -> all.quantile(q.value())).or(bounds::max).orElse(MOST);
      if (low > high) {
        throw new IllegalArgumentException(
            "clip has the bounds " + low + " and " + high + ", which leave nothing");
      }
      return new FittedStep.Clip(low, high);
    }
  }

  record Rescale(Scale scale, Optional<String> per) implements Open {
    @Override
    public FittedStep fit(NumberTally.Result found) {
      FittedStep.Line all = line(found.all("scale"));
      if (per.isEmpty() || found.keys().isEmpty()) {
        return new FittedStep.Rescale(all);
      }
      List<FittedStep.Line> lines = new ArrayList<>();
      for (NumericStatistics key : found.keyed()) {
        lines.add(key.finite() == 0 ? all : line(key));
      }
      lines.add(all);
      return new FittedStep.RescalePer(new FittedStep.Keys(per.get(), found.keys()), lines);
    }

    private FittedStep.Line line(NumericStatistics of) {
      FittedStep.Line line =
          switch (scale) {
            case MIN_MAX -> new FittedStep.Line(min(of), max(of) - min(of));
            case MAX_ABS -> new FittedStep.Line(0, Math.max(Math.abs(min(of)), Math.abs(max(of))));
            case Z_SCORE -> new FittedStep.Line(of.mean(), of.standardDeviation());
            case ROBUST -> new FittedStep.Line(of.median(), of.quantile(0.75) - of.quantile(0.25));
          };
      if (!Double.isFinite(line.width())) {
        throw new IllegalArgumentException(
            "scale: the values from %s to %s lie further apart than a number can say; clip them"
                .formatted(min(of), max(of)));
      }
      return line;
    }

    private static double min(NumericStatistics of) {
      return of.range().orElseThrow().min().doubleValue();
    }

    private static double max(NumericStatistics of) {
      return of.range().orElseThrow().max().doubleValue();
    }
  }

  record Quantiles(int buckets, Optional<String> per) implements Open {
    @Override
    public FittedStep fit(NumberTally.Result found) {
      List<Double> all = borders(found.all("quantile_buckets"));
      if (per.isEmpty() || found.keys().isEmpty()) {
        return new FittedStep.Buckets(all);
      }
      List<List<Double>> borders = new ArrayList<>();
      for (NumericStatistics key : found.keyed()) {
        borders.add(key.finite() == 0 ? all : borders(key));
      }
      borders.add(all);
      return new FittedStep.BucketsPer(new FittedStep.Keys(per.get(), found.keys()), borders);
    }

    /** Without those that are equal, so there may be fewer. */
    private List<Double> borders(NumericStatistics of) {
      List<Double> borders = new ArrayList<>();
      for (int i = 1; i < buckets; i++) {
        double border = of.quantile((double) i / buckets);
        if (borders.isEmpty() || borders.getLast() < border) {
          borders.add(border);
        }
      }
      return borders;
    }
  }
}
