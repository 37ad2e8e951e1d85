package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.bundle.Task;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Named data to search on: rows to learn from, and others to score on. */
record TuningRows(String name, Task task, LabelledRows training, LabelledRows scored) {

  private static final int TRAINING = 400;
  private static final int SCORED = 1000;
  private static final int FLIGHTS = 12_000;
  private static final int FEATURES = 10;

  int features() {
    return training.features().features();
  }

  /** What a generator says of a row's features. */
  private interface Label {
    double of(float[] features, SplittableRandom random);
  }

  /**
   * Five of ten uniform features matter, two of them together. J. Friedman, "Multivariate adaptive
   * regression splines", The Annals of Statistics 19 (1991), section 4.3, with noise of deviation
   * 1.
   */
  static TuningRows friedman() {
    Label label =
        (x, random) ->
            10 * Math.sin(Math.PI * x[0] * x[1])
                + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                + 10 * x[3]
                + 5 * x[4]
                + random.nextGaussian();
    return new TuningRows(
        "friedman",
        Task.REGRESSION,
        generated(1, TRAINING, false, label),
        generated(2, SCORED, false, label));
  }

  /**
   * Whether ten normal features are far from the origin. T. Hastie, R. Tibshirani and J. Friedman,
   * "The Elements of Statistical Learning", 2nd edition, equation 10.2.
   */
  static TuningRows hastie() {
    Label label =
        (x, _) ->
            IntStream.range(0, FEATURES).mapToDouble(at -> x[at] * x[at]).sum() > 9.34 ? 1 : 0;
    return new TuningRows(
        "hastie",
        Task.BINARY,
        generated(3, TRAINING, true, label),
        generated(4, SCORED, true, label));
  }

  private static LabelledRows generated(long seed, int rows, boolean normal, Label label) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      float[] features = new float[FEATURES];
      for (int feature = 0; feature < FEATURES; feature++) {
        features[feature] = (float) (normal ? random.nextGaussian() : random.nextDouble());
      }
      System.arraycopy(features, 0, values, row * FEATURES, FEATURES);
      labels[row] = (float) label.of(features, random);
    }
    return new LabelledRows(new FeatureMatrix(rows, FEATURES, values), labels);
  }

  /**
   * Flights of January 2001, some by lot to learn from and as many others to score on: were they
   * late? An airport is told by its rank, that with most flights first.
   */
  static TuningRows flights(Bench bench) throws Exception {
    LabelledRows january = january(bench, 2 * FLIGHTS);
    return new TuningRows(
        "flights", Task.BINARY, part(january, 0, FLIGHTS), part(january, FLIGHTS, 2 * FLIGHTS));
  }

  private static LabelledRows january(Bench bench, int rows) throws Exception {
    Path data = bench.root().resolve("examples/flights/data");
    List<Path> weeks =
        Stream.of("01", "08", "15", "22")
            .map(day -> data.resolve("2001-01-" + day + ".parquet"))
            .toList();
    List<String> columns =
        List.of(
            "hour(date)",
            "minute(date)",
            "60 * hour(date) + minute(date)",
            "dayofweek(date)",
            "distance",
            "o.rank",
            "d.rank");
    String query =
        """
        WITH january AS (SELECT * FROM read_parquet(%s)),
        airports AS (SELECT airport, row_number() OVER (ORDER BY count(*) DESC, airport) AS rank
          FROM (SELECT unnest([origin, destination]) AS airport FROM january) GROUP BY airport)
        SELECT %s, delay > 15 FROM january
          JOIN airports o ON o.airport = origin JOIN airports d ON d.airport = destination
          ORDER BY hash(date, origin, destination), delay LIMIT %d
        """
            .formatted(Sql.sources(weeks), String.join(", ", columns), rows);
    int width = columns.size();
    float[] values = new float[rows * width];
    float[] labels = new float[rows];
    int[] filled = {0};
    try (DuckDb database = DuckDb.open(bench.folder("tune"), 1)) {
      var _ =
          database.rows(
              query,
              row -> {
                int at = filled[0]++;
                for (int column = 0; column < width; column++) {
                  values[at * width + column] = row.getFloat(column + 1);
                }
                labels[at] = row.getBoolean(width + 1) ? 1 : 0;
                return at;
              });
    }
    return new LabelledRows(new FeatureMatrix(rows, width, values), labels);
  }

  private static LabelledRows part(LabelledRows rows, int from, int to) {
    int width = rows.features().features();
    float[] values = Arrays.copyOfRange(rows.features().values(), from * width, to * width);
    return new LabelledRows(
        new FeatureMatrix(to - from, width, values), Arrays.copyOfRange(rows.labels(), from, to));
  }
}
