package dev.millrace.core.component;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A component that reads data in spans of time, and can tell which there are without running: for
 * triggers that wait for the next.
 *
 * @param <I> the component's inputs
 */
public interface SpanSource<I extends Record> {

  /**
   * The spans of which there is data now, in order, whether they have ended or not. Which of them
   * the inputs select is left aside where that goes by counting from the newest, {@code last 8}.
   *
   * @param directory of the pipeline, for relative paths
   * @throws dev.millrace.core.error.UserError if the data cannot be looked at
   */
  List<Span> spans(I inputs, Path directory) throws IOException;

  /**
   * A span of data.
   *
   * @param start inclusive
   * @param end exclusive; not before it is the span complete
   * @param changed when somebody last wrote to its data
   */
  record Span(Instant start, Instant end, Instant changed) {

    @Override
    public String toString() {
      return start + "/" + end;
    }
  }
}
