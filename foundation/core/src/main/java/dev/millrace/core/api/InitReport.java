package dev.millrace.core.api;

import java.util.List;

/**
 * A project that was made, and all that was guessed for it.
 *
 * @param project its directory
 * @param pipeline its name, and that of its model
 * @param rows of the data
 * @param looked how many of them were looked at
 * @param task binary, multiclass or regression
 * @param features columns that the model learns from
 * @param files that were written, below the project
 */
public record InitReport(
    String project,
    String pipeline,
    String data,
    long rows,
    long looked,
    String label,
    String task,
    List<String> features,
    List<LeftOut> leftOut,
    List<Guess> guesses,
    List<String> files) {

  /** A column that the model does not see. */
  public record LeftOut(String column, String reason) {}

  /**
   * Something that the data do not say for sure.
   *
   * @param change which line to change if it is wrong
   */
  public record Guess(String about, String guess, String reason, String change) {}

  public InitReport {
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
    guesses = List.copyOf(guesses);
    files = List.copyOf(files);
  }
}
