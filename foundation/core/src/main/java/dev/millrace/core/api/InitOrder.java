package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A wish for a project that learns a column of somebody's data.
 *
 * @param project the directory to make
 * @param data a file, a folder or a pattern, as it is written
 * @param directory that paths are relative to
 * @param label the column to learn
 * @param wishes what is not to be guessed
 */
public record InitOrder(Path project, String data, Path directory, String label, Wishes wishes) {

  /**
   * What a person knows better.
   *
   * @param task binary, multiclass or regression
   * @param positive the value of a label of two whose probability is predicted
   * @param time the column that says when each row happened
   * @param key columns that say which rows belong together
   * @param leaveOut columns that the model is not to see
   */
  public record Wishes(
      Optional<String> task,
      Optional<String> positive,
      Optional<String> time,
      List<String> key,
      List<String> leaveOut) {

    public static final Wishes NONE =
        new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    public Wishes {
      key = List.copyOf(key);
      leaveOut = List.copyOf(leaveOut);
    }
  }
}
