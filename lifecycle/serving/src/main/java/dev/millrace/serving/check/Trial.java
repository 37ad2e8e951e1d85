package dev.millrace.serving.check;

import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.serving.Endpoint;
import dev.millrace.serving.InferenceClient;
import dev.millrace.serving.Question;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A bundle's sample rows asked of a server that serves it, one by one and all at once.
 *
 * @param timeout of each request
 */
record Trial(Server server, ModelBundle bundle, String model, Duration timeout) {

  private static final int MEASURED_REQUESTS = 200;

  /**
   * @param p99 the time that 99 of 100 answers to one row took at most
   */
  record Measured(Duration p99, long residentBytes) {}

  /** The first answer that is not what the bundle's graph gives, if there is one. */
  Optional<String> wrongAnswer() throws InterruptedException {
    List<JsonNode> samples = bundle.contents().samples();
    if (samples.isEmpty()) {
      return Optional.of("the bundle has no sample rows to ask");
    }
    try (InferenceClient client = client()) {
      for (int row = 0; row < samples.size(); row++) {
        if (differs(client, rows(samples.subList(row, row + 1)))) {
          return Optional.of("sample row " + row + " is answered with another prediction");
        }
      }
      return differs(client, rows(samples))
          ? Optional.of("the sample rows are answered with other predictions in one batch")
          : Optional.empty();
    }
  }

  /** Asks one row many times, after the answers of {@link #wrongAnswer} warmed the server up. */
  Measured measure() throws InterruptedException {
    long[] nanos = new long[MEASURED_REQUESTS];
    try (InferenceClient client = client()) {
      List<JsonNode> samples = bundle.contents().samples();
      for (int i = 0; i < nanos.length; i++) {
        int row = i % samples.size();
        Batch sample = rows(samples.subList(row, row + 1));
        long started = System.nanoTime();
        client.infer(endpoint(), Question.of(sample));
        nanos[i] = System.nanoTime() - started;
      }
    }
    Arrays.sort(nanos);
    return new Measured(
        Duration.ofNanos(nanos[nanos.length * 99 / 100 - 1]), server.residentBytes());
  }

  private boolean differs(InferenceClient client, Batch inputs) throws InterruptedException {
    Batch answered = client.infer(endpoint(), Question.of(inputs)).outputs();
    Batch expected = bundle.predictor().predict(inputs);
    return expected.columns().entrySet().stream()
        .anyMatch(output -> !same(output.getValue(), answered.column(output.getKey())));
  }

  private static boolean same(Column expected, Column answered) {
    for (int row = 0; row < expected.size(); row++) {
      if (expected.present(row) != answered.present(row)
          || (expected.present(row) && !sameValue(expected, answered, row))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameValue(Column expected, Column answered, int row) {
    return switch (expected) {
      case Column.Booleans booleans ->
          booleans.values()[row] == ((Column.Booleans) answered).values()[row];
      case Column.Longs longs -> longs.values()[row] == ((Column.Longs) answered).values()[row];
      case Column.Doubles doubles ->
          Double.doubleToRawLongBits(doubles.values()[row])
              == Double.doubleToRawLongBits(((Column.Doubles) answered).values()[row]);
      case Column.Strings strings ->
          strings.value(row).equals(((Column.Strings) answered).value(row));
    };
  }

  private Batch rows(List<JsonNode> samples) {
    return RowCodec.ofInputs(bundle.signature()).decode(samples);
  }

  private Endpoint endpoint() {
    return Endpoint.ofAnyVersion(model, bundle.signature());
  }

  private InferenceClient client() {
    return new InferenceClient(server.address(), timeout);
  }
}
