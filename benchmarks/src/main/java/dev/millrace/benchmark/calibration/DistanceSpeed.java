package dev.millrace.benchmark.calibration;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Distance;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Microseconds for one feature by one measure, from statistics of a million rows with as many
 * values as statistics keep, pooled anew each time.
 */
public final class DistanceSpeed implements Benchmark {

  private static final int ROWS = 1_000_000;
  private static final int FEATURES = 20;
  private static final int ROUNDS = 50;
  private static final int TIMES = 5;

  private record Pair(FeatureStatistics one, FeatureStatistics other) {}

  @Override
  public String name() {
    return "distance";
  }

  @Override
  public List<Figure> measure(Bench bench) {
    SplittableRandom random = new SplittableRandom(8);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      pairs.add(
          new Pair(Population.NORMAL.draw(random, ROWS), Population.NORMAL.draw(random, ROWS)));
    }
    List<Figure> figures = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      double[] micros = new double[TIMES];
      for (int time = -2; time < TIMES; time++) { // twice for the compiler
        micros[Math.max(time, 0)] = micros(pairs, measure);
      }
      figures.add(
          Figure.of(name() + "-" + measure.key(), new Samples(micros).median(), "µs").atMost(50));
    }
    return figures;
  }

  private static double micros(List<Pair> pairs, Measure measure) {
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (Pair pair : pairs) {
        Distance distance = Comparison.between(pair.one(), pair.other()).by(measure);
        Benchmark.require(distance.pValue() > 1e-6, measure.key() + " sees what is not there");
      }
    }
    return (System.nanoTime() - start) / 1e3 / (ROUNDS * pairs.size());
  }
}
