package dev.millrace.data.validation;

/**
 * Something about a feature that is not as the schema says.
 *
 * @param reason what was expected and what was found, with figures
 * @param remedy what to do, in the data or in the schema
 */
public record Anomaly(
    AnomalyType type,
    Severity severity,
    String split,
    String feature,
    String reason,
    String remedy) {

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
