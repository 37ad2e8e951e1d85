package dev.millrace.app.replay;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.serving.Endpoint;
import dev.millrace.serving.InferenceClient;
import dev.millrace.serving.Question;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a model server about flights, and tells it what became of them. For several threads. */
final class FlightClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final InferenceClient client;
  private final Endpoint endpoint;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private FlightClient(InferenceClient client, Endpoint endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  /** A client of a server that serves the model. */
  static FlightClient open(URI server, String model) throws InterruptedException {
    InferenceClient client = new InferenceClient(server, TIMEOUT);
    try {
      return new FlightClient(client, client.describe(model, Optional.empty()).ofAnyVersion());
    } catch (InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /**
   * One request about some flights; its rows' predictions are {@code <id>-0}, {@code <id>-1}, ….
   */
  void ask(String id, List<Flight> flights) throws InterruptedException {
    Instant arose = flights.getLast().departed();
    sent.incrementAndGet();
    if (infer(new Question(Optional.of(id), Optional.of(arose), true, inputs(flights))).isEmpty()) {
      failed.incrementAndGet();
    }
  }

  /**
   * Asks without being logged or counted.
   *
   * @return the version that answered; empty if none did
   */
  Optional<Integer> probe(List<Flight> flights) throws InterruptedException {
    return infer(Question.probe(inputs(flights)));
  }

  private Optional<Integer> infer(Question question) throws InterruptedException {
    try {
      return Optional.of(client.infer(endpoint, question).version());
    } catch (UserError e) {
      return Optional.empty();
    }
  }

  /**
   * Tells outcomes.
   *
   * @throws UserError if the server does not take them
   */
  void tell(List<Outcome> outcomes) throws InterruptedException {
    client.labels(endpoint.model(), outcomes.stream().map(Outcome::label).toList());
  }

  /** What became of a predicted flight, and when it was known. */
  record Outcome(String prediction, boolean late, Instant known) {
    Label label() {
      return new Label(prediction, known, known, late ? 1 : 0);
    }
  }

  /** Requests sent so far. */
  long sent() {
    return sent.get();
  }

  /** Requests that were not answered with predictions. */
  long failed() {
    return failed.get();
  }

  private static Batch inputs(List<Flight> flights) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    long[] dates =
        flights.stream()
            .mapToLong(flight -> ChronoUnit.MICROS.between(Instant.EPOCH, flight.departed()))
            .toArray();
    columns.put("date", new Column.Longs(dates, null));
    long[] distances = flights.stream().mapToLong(Flight::distance).toArray();
    columns.put("distance", new Column.Longs(distances, null));
    columns.put("origin", strings(flights.stream().map(Flight::origin).toList()));
    columns.put("destination", strings(flights.stream().map(Flight::destination).toList()));
    return new Batch(flights.size(), columns);
  }

  private static Column strings(List<String> values) {
    return Column.Strings.of(values.toArray(String[]::new));
  }

  @Override
  public void close() {
    client.close();
  }
}
