package dev.millrace.data.validation;

import java.util.Optional;

/**
 * Something about data that is not as the schema says.
 *
 * @param split of the examples; {@link #ALL} if it is about all of them together
 * @param path of the feature, such as {@code address.city}; empty if it is about the whole data
 * @param reason what was expected and what was found, with figures
 * @param rows that it is about; of columns with very many different numbers, about so many
 * @param example a value that is not as it should be
 * @param remedy what to do, in the data or in the schema
 * @param proposal the smallest change of the schema that would accept it, such as {@code max: 6000}
 */
public record Anomaly(
    AnomalyType type,
    Severity severity,
    String split,
    String path,
    String reason,
    long rows,
    Optional<String> example,
    String remedy,
    Optional<String> proposal) {

  /** The name for all splits together. */
  public static final String ALL = "all";

  /** About a whole column. */
  public Anomaly(
      AnomalyType type,
      Severity severity,
      String split,
      String path,
      String reason,
      String remedy) {
    this(type, severity, split, path, reason, 0, Optional.empty(), remedy, Optional.empty());
  }

  /** Whether it stops a pipeline. */
  public enum Severity {
    WARNING,
    ERROR
  }

  /** As in "train: column 'delay' is missing". */
  public String text() {
    return split + ": " + reason;
  }
}
