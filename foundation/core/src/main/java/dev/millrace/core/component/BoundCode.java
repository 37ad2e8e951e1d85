package dev.millrace.core.component;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** A step's code with its inputs at hand. */
public interface BoundCode {

  /**
   * The values it was given, defaults filled in, in normal form: equal values give equal JSON.
   * Empty optional ones are JSON null.
   */
  SequencedMap<String, JsonNode> values();

  /** See {@link Component#outside}. */
  Optional<String> outside(TaskContext task) throws Exception;

  /**
   * See {@link SpanSource#spans}; empty of code that knows of no spans.
   *
   * @param directory of the pipeline
   */
  default Optional<List<SpanSource.Span>> spans(Path directory) throws IOException {
    return Optional.empty();
  }

  /** See {@link Component#run}. */
  StepOutputs run(TaskContext task) throws Exception;
}
