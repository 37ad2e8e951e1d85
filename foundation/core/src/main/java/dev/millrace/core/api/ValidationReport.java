package dev.millrace.core.api;

import java.util.List;
import java.util.Optional;

/**
 * Where rows are not as a schema says.
 *
 * @param errors which stop a pipeline
 * @param warnings which do not
 * @param comparisons every distance that has a limit
 * @param page that was written
 */
public record ValidationReport(
    int errors,
    int warnings,
    List<Anomaly> anomalies,
    List<Comparison> comparisons,
    Optional<String> page) {

  /**
   * Something that is not as it should be.
   *
   * @param type by its standard name, such as {@code SCHEMA_MISSING_COLUMN}
   * @param set of rows it is about
   * @param path of the feature; empty if it is about whole rows
   * @param rows that it is about, as far as that is known
   * @param proposal the change of the schema that would accept it
   */
  public record Anomaly(
      String type,
      boolean error,
      String set,
      String path,
      String reason,
      long rows,
      Optional<String> example,
      String remedy,
      Optional<String> proposal) {}

  /**
   * A feature beside the other rows.
   *
   * @param kind {@code drift} from the rows before, {@code skew} from what is served
   * @param moved whether it is far, and not by chance
   */
  public record Comparison(
      String set,
      String path,
      String kind,
      String measure,
      double effect,
      double limit,
      double pValue,
      boolean moved) {}
}
