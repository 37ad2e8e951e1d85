package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
   * Reads a split, its columns on some threads.
   *
   * @param wanted columns beside the label, of those that are kept
   * @throws UserError if a row has no label, or an infinite feature
   */
  public static TransformedMatrix read(
      TransformedExamples examples, String split, List<String> wanted, int threads)
      throws SQLException, IOException, InterruptedException {
    return read(examples, split, wanted, Integer.MAX_VALUE, threads);
  }

  /**
   * Reads some rows of a split, evenly spread; all if there are no more.
   *
   * @param most how many
   * @throws UserError if one of them has no label, or an infinite feature
   */
  public static TransformedMatrix read(
      TransformedExamples examples, String split, List<String> wanted, int most, int threads)
      throws SQLException, IOException, InterruptedException {
    List<String> kept = new ArrayList<>(List.of(label(examples)));
    kept.addAll(wanted);
    TransformedMatrix matrix =
        MatrixReader.of(examples, split, features(examples), kept, most).read(threads);
    matrix.requireLabels(split, label(examples));
    return matrix;
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
}
