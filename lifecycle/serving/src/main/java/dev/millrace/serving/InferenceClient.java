package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a model server over HTTP. For many threads at once. */
public final class InferenceClient implements AutoCloseable {

  private final URI server;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param server such as {@code http://127.0.0.1:8080}
   * @param timeout of each request
   */
  public InferenceClient(URI server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * An answer.
   *
   * @param id the request's: a prediction's is this, a dash, and its row
   * @param version of the model that answered
   * @param outputs in the signature's order
   */
  public record Answer(String id, int version, Batch outputs) {}

  /** What a model takes and gives, as the protocol says it. */
  public JsonNode describe(String model) throws InterruptedException {
    return send(request("/v2/models/" + model).GET());
  }

  /**
   * A model's predictions.
   *
   * @throws UserError if the server refuses, with its reason, or does not answer
   */
  public Answer infer(String model, Signature signature, Question question)
      throws InterruptedException {
    JsonNode answer = send(post("/v2/models/" + model + "/infer", question.toJson(signature)));
    return new Answer(
        answer.required("id").asString(),
        Integer.parseInt(answer.required("model_version").asString()),
        outputs(signature, answer.required("outputs"), question.inputs().rows()));
  }

  /** Tells what turned out to be true; it is kept when this returns. */
  public void labels(String model, List<Label> labels) throws InterruptedException {
    ArrayNode rows = Json.array();
    for (Label label : labels) {
      ObjectNode row = Json.object().put("prediction", label.prediction());
      row.put("value", label.value()).put("event_time", label.eventTime().toString());
      rows.add(row);
    }
    ObjectNode body = Json.object();
    body.set("labels", rows);
    send(post("/v2/models/" + model + "/labels", body));
  }

  @Override
  public void close() {
    http.close();
  }

  private static Batch outputs(Signature signature, JsonNode tensors, int rows) {
    RowCodec codec = RowCodec.ofOutputs(signature);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < signature.outputs().size(); i++) {
      Field field = signature.outputs().get(i);
      columns.put(field.name(), codec.decode(field, tensors.required(i).withArray("data")));
    }
    return new Batch(rows, columns);
  }

  private HttpRequest.Builder post(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(timeout);
  }

  private JsonNode send(HttpRequest.Builder builder) throws InterruptedException {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = Json.parse(response.body());
      if (response.statusCode() != 200) {
        throw UserError.failure(
            request.uri()
                + " answered "
                + response.statusCode()
                + ": "
                + body.path("error").asString());
      }
      return body;
    } catch (IOException e) {
      throw UserError.unreachable("no answer from " + request.uri() + ": " + e).causedBy(e);
    } catch (JacksonException e) {
      throw UserError.failure(request.uri() + " did not answer in JSON").causedBy(e);
    }
  }
}
