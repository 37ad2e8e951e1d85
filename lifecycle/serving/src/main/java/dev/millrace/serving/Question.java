package dev.millrace.serving;

import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks of a model.
 *
 * @param id names the request, and with a row's number the prediction; the server's choice if empty
 * @param eventTime when the question arose; the server's clock if empty
 * @param logged false to be answered like any other but kept out of the request log: nobody acts on
 *     the answer, so it is no traffic to monitor
 */
public record Question(
    Optional<String> id, Optional<Instant> eventTime, boolean logged, Batch inputs) {

  /** Rows alone. */
  public static Question of(Batch inputs) {
    return new Question(Optional.empty(), Optional.empty(), true, inputs);
  }

  /** Rows that are asked to see how the server fares, and leave no trace. */
  public static Question probe(Batch inputs) {
    return new Question(Optional.empty(), Optional.empty(), false, inputs);
  }

  /** The body of an inference request, as it is sent. */
  public ObjectNode toJson(Signature signature) {
    ObjectNode body = Json.object();
    id.ifPresent(text -> body.put("id", text));
    ObjectNode parameters = Json.object();
    eventTime.ifPresent(instant -> parameters.put("event_time", instant.toString()));
    if (!logged) {
      parameters.put("logged", false);
    }
    if (!parameters.isEmpty()) {
      body.set("parameters", parameters);
    }
    ArrayNode tensors = Json.array();
    signature.inputs().forEach(field -> tensors.add(tensor(field)));
    body.set("inputs", tensors);
    return body;
  }

  private ObjectNode tensor(Field field) {
    Column column = inputs.column(field.name());
    ArrayNode data = Json.array();
    for (int row = 0; row < inputs.rows(); row++) {
      add(data, column, row);
    }
    ObjectNode tensor = Json.object().put("name", field.name());
    tensor.set("shape", Json.array().add(inputs.rows()));
    tensor.put("datatype", Wire.of(field.type()).name());
    tensor.set("data", data);
    return tensor;
  }

  private static void add(ArrayNode data, Column column, int row) {
    if (!column.present(row)) {
      data.addNull();
      return;
    }
    switch (column) {
      case Column.Booleans booleans -> data.add(booleans.values()[row]);
      case Column.Longs longs -> data.add(longs.values()[row]);
      case Column.Doubles doubles -> data.add(doubles.values()[row]);
      case Column.Strings strings -> data.add(strings.value(row));
    }
  }
}
