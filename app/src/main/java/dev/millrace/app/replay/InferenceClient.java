package dev.millrace.app.replay;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a model server about flights, and tells it what became of them, by the Open Inference
 * Protocol.
 */
final class InferenceClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI infer;
  private final URI labels;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  InferenceClient(URI server, String model) {
    infer = server.resolve("/v2/models/" + model + "/infer");
    labels = server.resolve("/v2/models/" + model + "/labels");
  }

  /**
   * One request about some flights; its rows' predictions are {@code <id>-0}, {@code <id>-1}, ….
   */
  void ask(String id, List<Flight> flights) throws InterruptedException {
    sent.incrementAndGet();
    try {
      HttpResponse<String> answer = post(infer, question(id, flights));
      if (answer.statusCode() != 200) {
        failed.incrementAndGet();
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
  }

  /**
   * Tells outcomes.
   *
   * @throws IOException if the server does not take them
   */
  void tell(List<Outcome> outcomes) throws IOException, InterruptedException {
    ObjectNode body = Json.object();
    ArrayNode rows = body.putArray("labels");
    for (Outcome outcome : outcomes) {
      rows.addObject()
          .put("prediction", outcome.prediction())
          .put("value", outcome.late() ? 1 : 0)
          .put("event_time", outcome.known().toString());
    }
    HttpResponse<String> answer = post(labels, body);
    if (answer.statusCode() != 200) {
      throw new IOException("labels were not taken: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** What became of a predicted flight, and when it was known. */
  record Outcome(String prediction, boolean late, Instant known) {}

  /** Requests sent so far. */
  long sent() {
    return sent.get();
  }

  /** Requests that were not answered with predictions. */
  long failed() {
    return failed.get();
  }

  /** The body of a request: one tensor an input. */
  static ObjectNode question(String id, List<Flight> flights) {
    ObjectNode body = Json.object();
    body.put("id", id);
    body.putObject("parameters").put("event_time", flights.getLast().departed().toString());
    ArrayNode inputs = body.putArray("inputs");
    tensor(
        inputs,
        "date",
        "INT64",
        flights,
        flight -> ChronoUnit.MICROS.between(Instant.EPOCH, flight.departed()));
    tensor(inputs, "distance", "INT64", flights, Flight::distance);
    tensor(inputs, "origin", "BYTES", flights, Flight::origin);
    tensor(inputs, "destination", "BYTES", flights, Flight::destination);
    return body;
  }

  private static void tensor(
      ArrayNode inputs,
      String name,
      String type,
      List<Flight> flights,
      Function<Flight, Object> value) {
    ObjectNode tensor = inputs.addObject().put("name", name).put("datatype", type);
    tensor.putArray("shape").add(flights.size());
    tensor.set("data", Json.tree(flights.stream().map(value).toList()));
  }

  private HttpResponse<String> post(URI to, ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.canonical(body)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
