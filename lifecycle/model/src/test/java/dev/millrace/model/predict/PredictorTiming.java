package dev.millrace.model.predict;

import dev.millrace.model.Batch;
import dev.millrace.model.RandomBatches;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Measures one row and many through transform and 100 trees of depth 6; run by hand. */
final class PredictorTiming {

  private static final int ROWS = 100_000;
  private static final int CALLS = 1_000_000;

  private PredictorTiming() {}

  public static void main(String[] arguments) {
    var graph = Flights.model(Flights.trees(100, 6, new Random(1)));
    long start = System.nanoTime();
    Predictor predictor = Predictor.of(graph.toBytes(), graph.signature("UTC"));
    System.out.printf("compile        %8.1f ms%n", (System.nanoTime() - start) / 1e6);
    Batch rows = Flights.rows(ROWS, new Random(2));
    for (int round = 0; round < 3; round++) {
      batch(predictor, rows, 1);
      batch(predictor, rows, 2);
      singles(predictor, rows);
    }
  }

  private static void batch(Predictor predictor, Batch rows, int threads) {
    for (int i = 0; i < 10; i++) {
      predictor.predict(rows, threads);
    }
    var clock = ManagementFactory.getThreadMXBean();
    long processor = clock.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      predictor.predict(rows, threads);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = (clock.getCurrentThreadCpuTime() - processor) / 1e9;
    System.out.printf(
        "batch, %d thread %8.0f rows/s, while the first thread is busy %3.0f %%%n",
        threads, 20 * ROWS / seconds, 100 * busy / seconds);
  }

  private static void singles(Predictor predictor, Batch rows) {
    Batch[] singles =
        IntStream.range(0, 5000)
            .mapToObj(row -> RandomBatches.row(rows, row))
            .toArray(Batch[]::new);
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      Batch row = singles[i % singles.length];
      long start = System.nanoTime();
      predictor.predict(row);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "single row     p50 %.2f µs, p99 %.2f µs%n",
        nanos[CALLS / 2] / 1e3, nanos[CALLS - CALLS / 100] / 1e3);
  }
}
