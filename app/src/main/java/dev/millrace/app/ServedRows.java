package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.BatchConsumer;
import dev.millrace.data.files.RowPredictor;
import dev.millrace.model.Batch;
import dev.millrace.model.Signature;
import dev.millrace.serving.Endpoint;
import dev.millrace.serving.InferenceClient;
import dev.millrace.serving.Question;

/** Has rows predicted by a server, some at a time and all by one version of the model. */
final class ServedRows implements RowPredictor {

  private static final int ROWS_PER_REQUEST = 1000;

  private final InferenceClient client;
  private final Endpoint endpoint;

  /**
   * @param endpoint with a version
   */
  ServedRows(InferenceClient client, Endpoint endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  @Override
  public Signature signature() {
    return endpoint.signature();
  }

  @Override
  public void predict(Batch rows, BatchConsumer answers) throws InterruptedException {
    for (int from = 0; from < rows.rows(); from += ROWS_PER_REQUEST) {
      int to = Math.min(rows.rows(), from + ROWS_PER_REQUEST);
      answers.accept(ask(rows.slice(from, to)));
    }
  }

  private Batch ask(Batch rows) throws InterruptedException {
    try {
      return client.infer(endpoint, Question.of(rows)).outputs();
    } catch (UserError e) {
      if (e.kind() == UserError.Kind.NOT_FOUND) {
        throw UserError.failure(
                "the server took up another version while it was asked: " + e.getMessage())
            .hint("run it again: a file is predicted by one version or not at all")
            .causedBy(e);
      }
      throw e;
    }
  }
}
