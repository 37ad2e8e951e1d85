package dev.millrace.benchmark.models;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.training.trainer.FeatureMatrix;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The rows that a run of the example trained on, features and all, as XGBoost takes them when it is
 * called directly.
 *
 * @param features row after row
 * @param labels 0 or 1
 */
record PreparedFlights(int columns, float[] features, float[] labels) {

  private static final String LABEL = "late";

  /** What a run's transform wrote of a split. */
  static PreparedFlights of(List<Path> shards, Path scratch) throws Exception {
    String table = "read_parquet(" + Sql.sources(shards) + ")";
    try (DuckDb database = DuckDb.open(scratch, 2)) {
      List<String> names =
          database.columns(table).stream()
              .map(TableColumn::name)
              .filter(name -> !name.equals(LABEL))
              .toList();
      int rows = Math.toIntExact(database.count("SELECT count(*) FROM " + table));
      float[] features = new float[rows * names.size()];
      float[] labels = new float[rows];
      int[] filled = {0};
      database.chunks(
          names.stream().map(Sql::name).collect(Collectors.joining(", ", "SELECT ", ""))
              + ", CAST("
              + LABEL
              + " AS FLOAT) FROM "
              + table,
          chunk -> {
            int count = (int) chunk.rowCount();
            for (int column = 0; column <= names.size(); column++) {
              var vector = chunk.vector(column);
              for (int row = 0; row < count; row++) {
                float value = vector.isNull(row) ? Float.NaN : vector.getFloat(row);
                if (column < names.size()) {
                  features[(filled[0] + row) * names.size() + column] = value;
                } else {
                  labels[filled[0] + row] = value;
                }
              }
            }
            filled[0] += count;
          });
      return new PreparedFlights(names.size(), features, labels);
    }
  }

  /** Some of the rows, evenly spread; all if there are no more. */
  PreparedFlights spread(int most) {
    FeatureMatrix some = new FeatureMatrix(rows(), columns, features).spread(most);
    FeatureMatrix their = new FeatureMatrix(rows(), 1, labels).spread(most);
    return new PreparedFlights(columns, some.values(), their.values());
  }

  int rows() {
    return labels.length;
  }

  /** In XGBoost's own memory; to be disposed of. */
  DMatrix matrix() throws XGBoostError {
    DMatrix matrix = new DMatrix(features, rows(), columns, Float.NaN);
    matrix.setLabel(labels);
    return matrix;
  }

  /** Trains as the step {@code train} does by default, with nothing around it. */
  static Booster train(DMatrix matrix, int rounds, int threads) throws XGBoostError {
    return XGBoost.train(matrix, parameters(threads), rounds, new HashMap<>(), null, null);
  }

  /**
   * Trains with the scores that the step {@code train} records: the log loss of every round, and
   * the AUC of the last.
   *
   * @param scored rows of the splits train and eval
   */
  static Booster trainScored(DMatrix matrix, List<PreparedFlights> scored, int rounds, int threads)
      throws XGBoostError {
    DMatrix[] watched = {scored.getFirst().matrix(), scored.getLast().matrix()};
    String[] names = {"train", "eval"};
    Booster booster = XGBoost.train(matrix, parameters(threads), 0, new HashMap<>(), null, null);
    for (int completed = 1; completed <= rounds; completed++) {
      booster.update(matrix, completed - 1);
      if (completed == rounds) {
        booster.setParam("eval_metric", "auc");
      }
      var _ = booster.evalSet(watched, names, completed);
    }
    return booster;
  }

  private static Map<String, Object> parameters(int threads) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "logloss");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", 6);
    parameters.put("eta", 0.1);
    parameters.put("seed", 0);
    parameters.put("nthread", threads);
    parameters.put("verbosity", 0);
    return parameters;
  }
}
