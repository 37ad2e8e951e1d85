package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.benchmark.Samples;
import java.nio.file.Files;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * Raw flights from a Parquet file through transform and 100 trees into another, as {@code millrace
 * predict FILE} does, beside XGBoost's own prediction of the same rows, whose features are made and
 * in its memory already; both with two threads. The answers of all rows are compared first.
 */
public final class PredictBatch implements Benchmark {

  private static final int THREADS = 2;
  private static final int TREES = 100;
  private static final int COPIES = 4;
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "predict-batch";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightsModel model = FlightsModel.train(bench, TREES, FlightsModel.USUAL_WEEKS);
    PreparedFlights prepared =
        PreparedFlights.of(
            model.shards("transform", "transformed", "train"), bench.folder("prepare"));
    RawFlights raw = RawFlights.of(model, COPIES, bench);
    DMatrix training = prepared.matrix();
    Booster booster = PreparedFlights.train(training, TREES, THREADS);
    try {
      return compare(raw, booster, copies(prepared), prepared.columns());
    } finally {
      training.dispose();
      booster.dispose();
    }
  }

  private static float[] copies(PreparedFlights prepared) {
    float[] once = prepared.features();
    float[] features = new float[once.length * COPIES];
    for (int copy = 0; copy < COPIES; copy++) {
      System.arraycopy(once, 0, features, copy * once.length, once.length);
    }
    return features;
  }

  private static List<Figure> compare(
      RawFlights raw, Booster booster, float[] features, int columns) throws Exception {
    double[] ours = new double[TIMES];
    double[] theirs = new double[TIMES];
    long rows = 0;
    for (int i = -2; i < TIMES; i++) { // twice for the compiler, and for the answer
      long start = System.nanoTime();
      rows = raw.predict(THREADS);
      ours[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      // a matrix of its own, for the library remembers what it predicted of one
      DMatrix matrix = new DMatrix(features, features.length / columns, columns, Float.NaN);
      start = System.nanoTime();
      float[][] expected = booster.predict(matrix);
      theirs[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      matrix.dispose();
      if (i == -2) {
        raw.requireSame(expected);
      }
      Files.delete(raw.predictions());
    }
    double seconds = new Samples(ours).median();
    double beside = new Samples(theirs).median();
    return List.of(
        Figure.of("predict-batch", rows / seconds / 1e6, "M rows/s")
            .against(
                "%,d rows, Parquet to Parquet; XGBoost alone: %.2f"
                    .formatted(rows, rows / beside / 1e6)),
        Figure.of("predict-batch-ratio", beside / seconds, "×")
            .atLeast(0.6)
            .against("of XGBoost's rows/s, prepared and in memory"));
  }
}
