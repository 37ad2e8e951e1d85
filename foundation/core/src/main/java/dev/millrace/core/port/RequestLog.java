package dev.millrace.core.port;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What was asked of a model, what it answered, and what turned out to be true. */
public interface RequestLog {

  /**
   * One predicted row.
   *
   * @param prediction its id: request id, a dash, and the row's place in the request
   * @param eventTime when the question arose, by the caller's clock where it says so
   * @param inputs the raw features as asked; JSON null where missing
   * @param outputs by output name
   */
  record Prediction(
      String prediction,
      Instant eventTime,
      Instant recordedAt,
      String model,
      int version,
      Map<String, JsonNode> inputs,
      Map<String, JsonNode> outputs) {}

  /**
   * The truth about one predicted row.
   *
   * @param eventTime when it became known
   */
  record Label(String prediction, Instant eventTime, Instant recordedAt, double value) {}

  /**
   * Notes predictions; never blocks and never fails the caller: what cannot be kept is counted as
   * dropped.
   */
  void predictions(List<Prediction> rows);

  /** Keeps labels; returns when they are durable. */
  void labels(String model, List<Label> rows) throws IOException;

  /** Waits until all noted predictions are on disk. */
  void flush() throws IOException;

  /** Rows that could not be kept since the log was opened. */
  long dropped();

  /** Every kept prediction of a model with from ≤ event time &lt; to, in no particular order. */
  void readPredictions(String model, Instant from, Instant to, Consumer<Prediction> consumer)
      throws IOException;

  /**
   * Every kept label known before the given event time, in no particular order; a later one for the
   * same prediction stands.
   */
  void readLabels(String model, Instant knownBefore, Consumer<Label> consumer) throws IOException;

  /** A JSON null, for a missing input. */
  static JsonNode missing() {
    return Json.mapper().nullNode();
  }
}
