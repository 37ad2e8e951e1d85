package dev.millrace.core.api;

import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.StatisticsReport.Distance;
import java.util.List;
import java.util.Optional;

/**
 * What is different between two versions of a model, by what went into them and what came of them.
 *
 * @param data what was read, and what was made of it: fingerprints, spans, rows, schema
 * @param distances between the features of the training data, the largest first; empty if it is the
 *     same
 * @param params of steps, such as {@code train rounds}
 * @param code of steps and of the pipeline, by digest
 * @param sameRows whether both were evaluated on the same rows, so that their metrics compare
 * @param metrics on all rows, those of both
 * @param slices likewise, by slice
 * @param importance mean absolute SHAP value of each feature, if the trainers tell it; the largest
 *     change first
 */
public record ModelDiffReport(
    String model,
    Side before,
    Side after,
    List<Change> data,
    List<Distance> distances,
    List<Change> params,
    List<Change> code,
    boolean sameRows,
    List<Figure> metrics,
    List<Slice> slices,
    List<Figure> importance) {

  /**
   * One of the two.
   *
   * @param bundle digest of its content
   * @param run that registered it, in short
   */
  public record Side(int version, String bundle, String run) {}

  /** A number of both; empty where one has none. */
  public record Figure(String name, Optional<Double> before, Optional<Double> after) {

    /** From before to after, if both have it. */
    public Optional<Double> change() {
      return before.flatMap(old -> after.map(now -> now - old));
    }

    /** Whether one has another number than the other, or none. */
    public boolean changed() {
      return !before.equals(after);
    }
  }

  /** The metrics of some of the rows. */
  public record Slice(String name, List<Figure> metrics) {}
}
