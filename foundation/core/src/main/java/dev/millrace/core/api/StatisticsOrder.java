package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A question for statistics.
 *
 * @param of which rows
 * @param against others to compare them with
 * @param counting what to count beside each feature; only of rows that are not counted yet
 * @param page where to write them as a page, if that is wanted
 */
public record StatisticsOrder(
    Subject of, Optional<Subject> against, Counting counting, Optional<Path> page) {

  /** Rows, or statistics of them. */
  public sealed interface Subject {}

  /**
   * Files of rows that are counted together.
   *
   * @param files Parquet, CSV or JSON lines, by their endings
   */
  public record Files(List<Path> files) implements Subject {
    public Files {
      files = List.copyOf(files);
    }
  }

  /**
   * What a run made.
   *
   * @param id {@code RUN/STEP.OUTPUT}, or in full, of statistics or examples
   */
  public record Made(String id) implements Subject {}

  /**
   * @param label the column that the others are to tell of
   * @param weight the column that says how much each row counts
   * @param slices columns, by each value of which the rows are counted once more
   */
  public record Counting(Optional<String> label, Optional<String> weight, List<String> slices) {
    public Counting {
      slices = List.copyOf(slices);
    }
  }
}
