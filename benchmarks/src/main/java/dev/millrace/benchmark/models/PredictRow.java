package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.benchmark.Samples;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.predict.Predictor;
import java.lang.management.ManagementFactory;
import java.util.List;

/** One row in process, through transform and 100 trees, beside ONNX Runtime on the same graph. */
public final class PredictRow implements Benchmark {

  private static final int WARM_UP = 200_000;
  private static final int CALLS = 200_000;
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final double TOLERANCE = 1e-6;

  /** Predicts a row; what it returns is used, so that it has to be computed. */
  private interface Call {
    double predict(Batch row) throws Exception;
  }

  @Override
  public String name() {
    return "predict-row";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightsModel model = FlightsModel.train(bench);
    Signature signature = model.bundle().contents().signature();
    byte[] graph = model.bundle().contents().graph();
    Predictor predictor = Predictor.of(graph, signature);
    String output = signature.outputs().getFirst().name();
    List<Batch> rows = model.rows();
    try (RuntimeSession runtime = new RuntimeSession(graph, signature)) {
      Call kernels = row -> ((Column.Doubles) predictor.predict(row).column(output)).values()[0];
      for (Batch row : rows) {
        double apart = Math.abs(kernels.predict(row) - runtime.predict(row));
        Benchmark.require(apart <= TOLERANCE, "kernels and ONNX Runtime differ by " + apart);
      }
      Samples ours = time(kernels, rows);
      Samples theirs = time(runtime::predict, rows);
      double few = allocated(kernels, rows, FEW);
      double many = allocated(kernels, rows, MANY);
      String beside = "ONNX Runtime: %s µs".formatted(Math.round(theirs.median() * 10) / 10.0);
      return List.of(
          Figure.of("predict-row", ours.median(), "µs").atMost(6).against("p50; " + beside),
          Figure.of("predict-row-p99", ours.quantile(0.99), "µs").atMost(15),
          Figure.of("predict-row-ratio", theirs.median() / ours.median(), "×")
              .against("ONNX Runtime's p50 by ours"),
          Figure.of("predict-row-allocated", few, "bytes")
              .against("a prediction, its answer included"),
          Figure.of("predict-row-allocated-growth", many - few, "bytes")
              .atMost(1)
              .against("a prediction of %,d less one of %,d".formatted(MANY, FEW)));
    }
  }

  /** Bytes that a call takes from the heap, on average over some, as the JVM counts them. */
  private static double allocated(Call call, List<Batch> rows, int calls) throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      sum += call.predict(rows.get(i % rows.size()));
    }
    long after = threads.getCurrentThreadAllocatedBytes();
    Benchmark.require(sum > 0, "probabilities do not add up to nothing");
    return (after - before) / (double) calls;
  }

  /** Microseconds of each call, once the compiler has seen enough of them. */
  private static Samples time(Call call, List<Batch> rows) throws Exception {
    double[] micros = new double[CALLS];
    double sum = 0;
    for (int i = -WARM_UP; i < CALLS; i++) {
      Batch row = rows.get(Math.floorMod(i, rows.size()));
      long start = System.nanoTime();
      sum += call.predict(row);
      long took = System.nanoTime() - start;
      if (i >= 0) {
        micros[i] = took / 1e3;
      }
    }
    Benchmark.require(sum > 0, "probabilities do not add up to nothing");
    return new Samples(micros);
  }
}
