package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.serving.text.ModelName;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a model server over HTTP, by the Open Inference Protocol. For many threads at once.
 *
 * <p>Each method throws a {@link UserError}: unreachable if the server does not answer, not found
 * if it does not serve what is asked for, a failure with the server's reason if it refuses.
 */
public final class InferenceClient implements AutoCloseable {

  private static final int MOST_CHARACTERS = 400;

  private final OutgoingHttp http;

  /**
   * @param server such as {@code http://127.0.0.1:8080}
   * @param timeout of each request
   * @throws UserError if the URL is not one of a server
   */
  public InferenceClient(URI server, Duration timeout) {
    this.http = new OutgoingHttp(server, timeout);
  }

  /**
   * An answer.
   *
   * @param id the request's: a prediction's is this, a dash, and its row
   * @param version of the model that answered
   * @param outputs in the signature's order
   */
  public record Answer(String id, int version, Batch outputs) {}

  /**
   * A model as it is served now.
   *
   * @param version that must be served; any if empty
   * @return with the version that is
   */
  public Endpoint describe(String model, Optional<Integer> version) throws InterruptedException {
    OutgoingHttp.Answer answer = http.get(Endpoint.path(ModelName.checked(model), version));
    return read(answer, Metadata::endpoint);
  }

  /** A model's predictions. */
  public Answer infer(Endpoint model, Question question) throws InterruptedException {
    Signature signature = model.signature();
    String body = question.toJson(signature).toString();
    int rows = question.inputs().rows();
    return read(
        http.postJson(model.path() + "/infer", body), json -> answer(json, signature, rows));
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
    String path = Endpoint.path(ModelName.checked(model), Optional.empty()) + "/labels";
    read(http.postJson(path, body.toString()), json -> json);
  }

  @Override
  public void close() {
    http.close();
  }

  private static Answer answer(JsonNode json, Signature signature, int rows) {
    RowCodec codec = RowCodec.ofOutputs(signature);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < signature.outputs().size(); i++) {
      Field field = signature.outputs().get(i);
      JsonNode tensor = json.required("outputs").required(i);
      columns.put(field.name(), codec.decode(field, tensor.withArray("data")));
    }
    return new Answer(
        json.required("id").asString(),
        Integer.parseInt(json.required("model_version").asString()),
        new Batch(rows, columns));
  }

  private interface Reader<T> {
    T read(JsonNode json);
  }

  /** Reads what a server answered, if it is the answer that was hoped for. */
  private static <T> T read(OutgoingHttp.Answer answer, Reader<T> reader) {
    if (answer.status() != 200) {
      throw refused(answer);
    }
    try {
      return reader.read(Json.parse(answer.body()));
    } catch (JacksonException | IllegalArgumentException e) {
      throw UserError.failure(
              answer.from() + " did not answer as a Millrace server does: " + brief(e.getMessage()))
          .hint("is the URL that of 'millrace serve'?")
          .causedBy(e);
    }
  }

  private static UserError refused(OutgoingHttp.Answer answer) {
    String said = answer.from() + " answered " + answer.status() + reason(answer.body());
    return switch (answer.status()) {
      case 404 -> UserError.notFound(said);
      case 301, 302, 303, 307, 308 ->
          UserError.failure(said + "; a redirect is not followed")
              .hint("give the URL that it leads to, if you trust it");
      default -> UserError.failure(said);
    };
  }

  /** The server's own words, if it has any. */
  private static String reason(String body) {
    try {
      JsonNode error = Json.parse(body).path("error");
      return error.isString() ? ": " + brief(error.stringValue()) : "";
    } catch (JacksonException e) {
      return "";
    }
  }

  /** The first line of a foreign text, and not without end. */
  private static String brief(@Nullable String text) {
    String line = String.valueOf(text).lines().findFirst().orElse("");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
