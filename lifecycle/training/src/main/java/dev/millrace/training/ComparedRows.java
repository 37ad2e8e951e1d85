package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.Predictor;
import dev.millrace.training.trainer.FeatureMatrix;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Rows that a model's graph and its trainer are compared on: real ones, and as many unusual ones.
 * They need no model, so they can be made while one is fitted.
 *
 * @param raw the rows as the graph takes them
 * @param samples some of them, as a client would send them, to try a bundle with
 * @param features of the rows, by the transform, as the trainer takes them; NaN for an infinite one
 * @param finite whether all features of a row are
 */
record ComparedRows(Batch raw, List<JsonNode> samples, FeatureMatrix features, boolean[] finite) {

  private static final int REAL = 2000;

  /** Reads real rows, on one thread. */
  static ComparedRows of(Examples examples, TransformFiles transform)
      throws SQLException, InterruptedException {
    Batch real = SampleRows.pick(examples, transform.signature(), REAL);
    UnusualRows unusual = new UnusualRows(transform.signature());
    Batch raw = Batch.concat(List.of(real, unusual.of(real)));
    return of(raw, SampleRows.samples(real, unusual, transform.signature()), transform);
  }

  static ComparedRows of(Batch raw, List<JsonNode> samples, TransformFiles transform) {
    FeatureMatrix features = features(transform, raw);
    return new ComparedRows(raw, samples, features, finite(features));
  }

  private static FeatureMatrix features(TransformFiles transform, Batch raw) {
    Batch made = transform.predictor().predict(raw);
    List<Field> features = transform.signature().outputs();
    float[] values = new float[raw.rows() * features.size()];
    for (int feature = 0; feature < features.size(); feature++) {
      Column.Doubles column = doubles(made, features.get(feature).name());
      for (int row = 0; row < raw.rows(); row++) {
        values[row * features.size() + feature] =
            column.present(row) ? (float) column.values()[row] : Float.NaN;
      }
    }
    return new FeatureMatrix(raw.rows(), features.size(), values);
  }

  /** Tells the rows without an infinite feature; in the others it is replaced by NaN. */
  private static boolean[] finite(FeatureMatrix features) {
    boolean[] finite = new boolean[features.rows()];
    Arrays.fill(finite, true);
    float[] values = features.values();
    for (int place = 0; place < values.length; place++) {
      if (Float.isInfinite(values[place])) {
        finite[place / features.features()] = false;
        values[place] = Float.NaN;
      }
    }
    return finite;
  }

  /** The numbers that a graph predicts of the rows, by output. */
  List<Column.Doubles> predictions(Predictor graph) {
    Batch outputs = graph.predict(raw);
    return graph.signature().outputs().stream()
        .filter(output -> output.type() == DataType.NUMBER)
        .map(output -> doubles(outputs, output.name()))
        .toList();
  }

  private static Column.Doubles doubles(Batch batch, String name) {
    if (batch.column(name) instanceof Column.Doubles doubles) {
      return doubles;
    }
    throw new IllegalStateException("'" + name + "' is no number");
  }
}
