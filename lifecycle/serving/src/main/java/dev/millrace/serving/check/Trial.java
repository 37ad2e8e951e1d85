package dev.millrace.serving.check;

import dev.millrace.core.component.TaskContext;
import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.serving.Endpoint;
import dev.millrace.serving.InferenceClient;
import dev.millrace.serving.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A bundle's sample rows asked of a server that serves it, one by one and all at once. */
record Trial(ModelBundle bundle, String model) {

  /** As in "2 inputs and 1 output". */
  String signatureWords() {
    return new SignatureCheck(bundle.signature(), bundle.signature()).words();
  }

  /** As in "of 2 sample rows, alone and in one batch". */
  String samplesWords() {
    return "of " + samples().size() + " sample rows, alone and in one batch";
  }

  /**
   * Connects to a server.
   *
   * @param timeout of each request
   */
  Client of(Server server, Duration timeout) {
    return new Client(this, server, new InferenceClient(server.address(), timeout));
  }

  private List<JsonNode> samples() {
    return bundle.contents().samples();
  }

  private Batch rows(List<JsonNode> samples) {
    return RowCodec.ofInputs(bundle.signature()).decode(samples);
  }

  private Endpoint endpoint() {
    return Endpoint.ofAnyVersion(model, bundle.signature());
  }

  /**
   * Asks. Each method throws a {@link dev.millrace.core.error.UserError} if the server does not
   * answer.
   */
  record Client(Trial trial, Server server, InferenceClient client) implements AutoCloseable {

    private static final int ROWS_PER_REPORT = 100;

    /** In what the server's word on the model differs from the bundle's. */
    Optional<String> wrongSignature() throws InterruptedException {
      Endpoint served = client.describe(trial.model(), Optional.empty());
      return new SignatureCheck(trial.bundle().signature(), served.signature()).difference();
    }

    /** The first answer that is not what the bundle's graph gives, if there is one. */
    Optional<String> wrongAnswer() throws InterruptedException {
      List<JsonNode> samples = trial.samples();
      if (samples.isEmpty()) {
        return Optional.of("unknown: the bundle has no sample rows to ask");
      }
      for (int row = 0; row < samples.size(); row++) {
        if (differs(trial.rows(samples.subList(row, row + 1)))) {
          return Optional.of("of sample row " + row + " differ");
        }
      }
      return differs(trial.rows(samples))
          ? Optional.of("of the sample rows differ in one batch")
          : Optional.empty();
    }

    /** Asks for one row many times, after {@link #wrongAnswer} warmed the server up. */
    Measured measure(int requests, TaskContext task) throws InterruptedException {
      long[] nanos = new long[requests];
      List<JsonNode> samples = trial.samples();
      List<Batch> rows =
          IntStream.range(0, samples.size())
              .mapToObj(row -> trial.rows(samples.subList(row, row + 1)))
              .toList();
      for (int i = 0; i < requests; i++) {
        if (i % ROWS_PER_REPORT == 0) {
          task.progress((double) i / requests, "request " + i + " of " + requests);
        }
        if (task.cancelled()) {
          throw new InterruptedException("cancelled");
        }
        Batch sample = rows.get(i % rows.size());
        long started = System.nanoTime();
        client.infer(trial.endpoint(), Question.of(sample));
        nanos[i] = System.nanoTime() - started;
      }
      return Measured.of(nanos, server.residentBytes());
    }

    private boolean differs(Batch inputs) throws InterruptedException {
      Batch answered = client.infer(trial.endpoint(), Question.of(inputs)).outputs();
      Batch expected = trial.bundle().predictor().predict(inputs);
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
            Double.doubleToLongBits(doubles.values()[row])
                == Double.doubleToLongBits(((Column.Doubles) answered).values()[row]);
        case Column.Strings strings ->
            strings.value(row).equals(((Column.Strings) answered).value(row));
      };
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
