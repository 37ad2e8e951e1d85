package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One split of transformed examples as trainers take it.
 *
 * @param rows how many there are
 * @param features names of the columns
 * @param values row-major, {@code rows × features}; a missing value is NaN
 * @param kept the label and what else was kept, by column
 */
public record TransformedMatrix(
    int rows, List<String> features, float[] values, SequencedMap<String, KeptColumn> kept) {

  static final String FEATURES = "features";
  static final String LABEL = "label";
  static final String KEPT = "kept";

  /** Names of the features, without reading any row. */
  public static List<String> features(TransformedExamples examples) {
    return texts(required(examples, FEATURES));
  }

  /** Name of the label. */
  public static String label(TransformedExamples examples) {
    return required(examples, LABEL).stringValue();
  }

  /** Names of the columns that are kept beside features and label. */
  public static List<String> kept(TransformedExamples examples) {
    return examples.property(KEPT).map(TransformedMatrix::texts).orElse(List.of());
  }

  /**
   * Reads a split.
   *
   * @param wanted columns beside the label, of those that are kept
   * @throws UserError if a row has no label
   */
  public static TransformedMatrix read(
      TransformedExamples examples,
      String split,
      List<String> wanted,
      Path workDirectory,
      int threads)
      throws SQLException, IOException, InterruptedException {
    try (ExamplesReader reader = ExamplesReader.open(examples, workDirectory, threads)) {
      int rows = Math.toIntExact(reader.rows(split));
      Filler filler = new Filler(features(examples), rows);
      filler.keep(label(examples), reader);
      wanted.forEach(column -> filler.keep(column, reader));
      reader.read(split, filler.columns(), filler::add);
      TransformedMatrix matrix = filler.filled();
      matrix.requireLabels(split, label(examples));
      return matrix;
    }
  }

  private void requireLabels(String split, String label) {
    KeptColumn labels = column(label);
    if (labels.missing() > 0) {
      throw UserError.failure(
              "%d of the %d rows of split '%s' have no label '%s'"
                  .formatted(labels.missing(), rows, split, label))
          .hint("leave such rows out where they are read: ... WHERE " + label + " IS NOT NULL");
    }
  }

  /**
   * The label, or another that was read.
   *
   * @throws IllegalArgumentException if it was not
   */
  public KeptColumn column(String name) {
    KeptColumn column = kept.get(name);
    if (column == null) {
      throw new IllegalArgumentException("column '" + name + "' was not read");
    }
    return column;
  }

  private static JsonNode required(TransformedExamples examples, String property) {
    return examples
        .property(property)
        .orElseThrow(() -> new IllegalArgumentException(examples + " has no property " + property));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList();
  }

  private static final class Filler {
    private final List<String> features;
    private final int rows;
    private final float[] values;
    private final SequencedMap<String, KeptColumnFiller> kept = new LinkedHashMap<>();
    private int filled;

    Filler(List<String> features, int rows) {
      this.features = features;
      this.rows = rows;
      this.values = new float[Math.multiplyExact(rows, features.size())];
    }

    void keep(String column, ExamplesReader reader) {
      DataType type = Objects.requireNonNull(reader.columns().get(column), column);
      kept.putIfAbsent(column, new KeptColumnFiller(column, type, rows));
    }

    List<String> columns() {
      List<String> columns = new ArrayList<>(features);
      columns.addAll(kept.keySet());
      return columns;
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
      kept.forEach((name, filler) -> filler.add(batch.column(name)));
      filled += batch.rows();
    }

    TransformedMatrix filled() {
      SequencedMap<String, KeptColumn> columns = new LinkedHashMap<>();
      kept.forEach((name, filler) -> columns.put(name, filler.filled()));
      return new TransformedMatrix(rows, features, values, columns);
    }
  }
}
