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
 * @param missing texts of a CSV input, beside the empty one, that stand for no value
 */
public record PredictionOrder(
    Optional<URI> server, Optional<String> model, Path input, Path output, List<String> missing) {

  public PredictionOrder {
    missing = List.copyOf(missing);
  }
}
