package dev.millrace.benchmark.calibration;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Two sets of rows drawn from one distribution, compared; how often p is at most 1 %. The whole
 * table is talk, the figures are the extremes of each measure.
 */
public final class FalseAlarms implements Benchmark {

  private static final int[] SIZES = {50, 100, 200, 500, 1_000, 10_000, 100_000};
  private static final int[] RATIOS = {1, 5};
  private static final int PART = 250;
  private static final double NOMINAL = 0.01;
  private static final int CONTINUOUS_FROM = 200;
  private static final int TRIALS =
      Optional.ofNullable(System.getenv("MILLRACE_CALIBRATION_TRIALS"))
          .map(Integer::parseInt)
          .orElse(20_000);

  private final Map<Measure, Double> highest = new EnumMap<>(Measure.class);
  private final Map<Measure, Double> lowest = new EnumMap<>(Measure.class);

  @Override
  public String name() {
    return "false-alarms";
  }

  @Override
  public List<Figure> measure(Bench bench) {
    bench.say("alarms in %,d trials, in %% of them; nominally 1 %%".formatted(TRIALS));
    for (int size : SIZES) {
      for (int ratio : RATIOS) {
        for (Population population : Population.values()) {
          bench.say(row(population, size, size * ratio));
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    highest.forEach(
        (measure, rate) ->
            figures.add(Figure.of(name() + "-most-" + measure.key(), 100 * rate, "%").atMost(1.3)));
    lowest.forEach(
        (measure, rate) ->
            figures.add(
                Figure.of(name() + "-least-" + measure.key(), 100 * rate, "%")
                    .atLeast(0.7)
                    .against("continuous features, 200 rows and more")));
    return figures;
  }

  private String row(Population population, int one, int other) {
    long start = System.nanoTime();
    Map<Measure, LongAdder> alarms = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      alarms.put(measure, new LongAdder());
    }
    IntStream.range(0, Math.ceilDiv(TRIALS, PART))
        .parallel()
        .forEach(part -> trials(population, one, other, part, alarms));
    StringBuilder row =
        new StringBuilder(String.format(Locale.ROOT, "%-13s %,8d %,8d", population, one, other));
    for (Measure measure : Measure.values()) {
      if (!measure.ofNumbers() || population.ofNumbers()) {
        double rate =
            (double) alarms.getOrDefault(measure, new LongAdder()).sum()
                / (Math.ceilDiv(TRIALS, PART) * PART);
        highest.merge(measure, rate, Math::max);
        if (population.continuous() && one >= CONTINUOUS_FROM) {
          lowest.merge(measure, rate, Math::min);
        }
        row.append(String.format(Locale.ROOT, "  %s %.2f", measure.key(), 100 * rate));
      }
    }
    return row.append(String.format(Locale.ROOT, "  (%.0f s)", (System.nanoTime() - start) / 1e9))
        .toString();
  }

  private static void trials(
      Population population, int one, int other, int part, Map<Measure, LongAdder> alarms) {
    SplittableRandom random =
        new SplittableRandom(
            31L * (31L * (31L * population.name().hashCode() + one) + other) + part);
    for (int trial = 0; trial < PART; trial++) {
      FeatureStatistics first = population.draw(random, one);
      FeatureStatistics second = population.draw(random, other);
      Comparison comparison = Comparison.between(first, second);
      for (Measure measure : comparison.measures()) {
        if (comparison.by(measure).pValue() <= NOMINAL) {
          alarms.getOrDefault(measure, new LongAdder()).increment();
        }
      }
    }
  }
}
