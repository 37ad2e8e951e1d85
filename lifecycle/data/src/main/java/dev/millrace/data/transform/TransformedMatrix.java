package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One split of transformed examples as trainers take it.
 *
 * @param features names of the columns
 * @param values row-major, {@code rows × features}; a missing value is NaN
 * @param labels one a row: a boolean as 0 or 1
 */
public record TransformedMatrix(List<String> features, float[] values, float[] labels) {

  static final String FEATURES = "features";
  static final String LABEL = "label";

  public int rows() {
    return labels.length;
  }

  /** Names of the features, without reading any row. */
  public static List<String> features(TransformedExamples examples) {
    return StreamSupport.stream(required(examples, FEATURES).spliterator(), false)
        .map(JsonNode::stringValue)
        .toList();
  }

  /** Name of the label. */
  public static String label(TransformedExamples examples) {
    return required(examples, LABEL).stringValue();
  }

  /**
   * Reads a split.
   *
   * @throws UserError if the label is not a number or a boolean, or a row has none
   */
  public static TransformedMatrix read(
      TransformedExamples examples, String split, Path workDirectory, int threads)
      throws SQLException, IOException, InterruptedException {
    try (ExamplesReader reader = ExamplesReader.open(examples, workDirectory, threads)) {
      Filler filler =
          new Filler(features(examples), label(examples), Math.toIntExact(reader.rows(split)));
      reader.read(split, filler::add);
      filler.requireLabels(split);
      return new TransformedMatrix(filler.features, filler.values, filler.labels);
    }
  }

  private static JsonNode required(TransformedExamples examples, String property) {
    return examples
        .property(property)
        .orElseThrow(() -> new IllegalArgumentException(examples + " has no property " + property));
  }

  private static final class Filler {
    private final List<String> features;
    private final String label;
    private final float[] values;
    private final float[] labels;
    private int filled;
    private int unlabelled;

    Filler(List<String> features, String label, int rows) {
      this.features = features;
      this.label = label;
      this.values = new float[Math.multiplyExact(rows, features.size())];
      this.labels = new float[rows];
    }

    void add(Batch batch) {
      for (int feature = 0; feature < features.size(); feature++) {
        if (!(batch.column(features.get(feature)) instanceof Column.Doubles column)) {
          throw new IllegalArgumentException(
              "feature '" + features.get(feature) + "' is not a number");
        }
        for (int row = 0; row < batch.rows(); row++) {
          values[(filled + row) * features.size() + feature] =
              column.present(row) ? (float) column.values()[row] : Float.NaN;
        }
      }
      for (int row = 0; row < batch.rows(); row++) {
        labels[filled + row] = label(batch.column(label), row);
      }
      filled += batch.rows();
    }

    private float label(Column column, int row) {
      if (!column.present(row)) {
        unlabelled++;
        return Float.NaN;
      }
      return switch (column) {
        case Column.Booleans booleans -> booleans.values()[row] ? 1 : 0;
        case Column.Longs longs -> longs.values()[row];
        case Column.Doubles doubles -> (float) doubles.values()[row];
        case Column.Strings strings ->
            throw UserError.failure(
                    "the label '" + label + "' is a string, such as '" + strings.value(row) + "'")
                .hint("make it a boolean or a number in the select of ingest");
      };
    }

    void requireLabels(String split) {
      if (unlabelled > 0) {
        throw UserError.failure(
                "%d of the %d rows of split '%s' have no label '%s'"
                    .formatted(unlabelled, filled, split, label))
            .hint("leave such rows out where they are read: ... WHERE " + label + " IS NOT NULL");
      }
    }
  }
}
