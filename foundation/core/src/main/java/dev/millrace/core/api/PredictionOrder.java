package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A wish to predict a file.
 *
 * @param model a name, {@code name@alias} or {@code name@version}; the only model there is, if not
 *     given
 * @param input Parquet, CSV or JSON lines, by its ending
 * @param output likewise
 */
public record PredictionOrder(Optional<String> model, Path input, Path output) {}
