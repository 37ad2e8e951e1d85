package dev.millrace.core.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A wish to predict a file.
 *
 * @param server that should predict it, by the Open Inference Protocol; in this process if empty
 * @param model a name, {@code name@alias} or {@code name@version}; the only model there is, if not
 *     given. A server has to be given a name, and knows no aliases
 * @param input Parquet, CSV or JSON lines, by its ending
 * @param output likewise
 * @param texts what texts of the input mean
 */
public record PredictionOrder(
    Optional<URI> server, Optional<String> model, Path input, Path output, Texts texts) {

  /**
   * What texts mean that do not say so themselves.
   *
   * @param missing stand for no value in CSV, beside the empty one
   * @param times how times are written beside ISO 8601, as {@code strptime} has it: {@code
   *     %d.%m.%Y}; the first that fits is taken
   */
  public record Texts(List<String> missing, List<String> times) {

    /** Each says so itself. */
    public static final Texts PLAIN = new Texts(List.of(), List.of());

    public Texts {
      missing = List.copyOf(missing);
      times = List.copyOf(times);
    }
  }
}
