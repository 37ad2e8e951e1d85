package dev.millrace.serving;

import dev.millrace.core.error.Suggestion;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the body of one inference request straight into columns, without a tree between.
 *
 * <p>An input that may be null may also be left out: it is then missing in every row. All inputs
 * that the model requires and that are not there are named in one message.
 */
final class InferenceReader {

  private static final List<String> KEYS = List.of("id", "parameters", "inputs", "outputs");
  private static final List<String> PARAMETERS = List.of("event_time", "logged");
  private static final int LONGEST_ID = 128;

  private final byte[] body;
  private final Signature signature;
  private final Limits limits;
  private final Map<String, Column> given = new HashMap<>();
  private final Set<String> outputs = new LinkedHashSet<>();
  private @Nullable String id;
  private @Nullable Instant eventTime;
  private boolean logged = true;

  private InferenceReader(byte[] body, Signature signature, Limits limits) {
    this.body = body;
    this.signature = signature;
    this.limits = limits;
  }

  static InferenceRequest read(byte[] body, Signature signature, Limits limits) {
    return RequestJson.read(body, new InferenceReader(body, signature, limits)::request);
  }

  private InferenceRequest request(JsonParser parser) {
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "id" -> id = requestId(parser);
        case "parameters" -> parameters(parser);
        case "inputs" -> inputs(parser);
        case "outputs" -> outputs(parser);
        default ->
            throw Refusal.badRequest(
                "unknown key '" + RequestJson.brief(key) + "': " + Suggestion.remedy(key, KEYS));
      }
    }
    return new InferenceRequest(
        Optional.ofNullable(id), Optional.ofNullable(eventTime), logged, batch(), outputs);
  }

  private static String requestId(JsonParser parser) {
    String text = RequestJson.string(parser, "'id'");
    if (text.isEmpty()
        || text.length() > LONGEST_ID
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.badRequest(
          "'id' must have 1 to " + LONGEST_ID + " characters, none of them a control character");
    }
    return text;
  }

  private void parameters(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_OBJECT, "'parameters'");
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "event_time" -> eventTime = RequestJson.instant(parser, "parameter 'event_time'");
        case "logged" -> logged = RequestJson.bool(parser, "parameter 'logged'");
        default ->
            throw Refusal.badRequest(
                "unknown parameter '"
                    + RequestJson.brief(key)
                    + "': "
                    + Suggestion.remedy(key, PARAMETERS));
      }
    }
  }

  private void inputs(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_ARRAY, "'inputs'");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      TensorReader tensor = new TensorReader(body, signature, limits);
      Column column = tensor.read(parser);
      if (given.put(tensor.name(), column) != null) {
        throw Refusal.badRequest("input '" + tensor.name() + "' is given twice");
      }
    }
  }

  private void outputs(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_ARRAY, "'outputs'");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      RequestJson.require(parser, JsonToken.START_OBJECT, "each of 'outputs'");
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        parser.nextToken();
        if (!key.equals("name")) {
          throw Refusal.badRequest(
              "an output is asked for by 'name' alone; found '" + RequestJson.brief(key) + "'");
        }
        outputs.add(output(RequestJson.string(parser, "an output's 'name'")));
      }
    }
  }

  private String output(String name) {
    List<String> known = signature.outputs().stream().map(Signature.Field::name).toList();
    if (!known.contains(name)) {
      throw Refusal.badRequest(
          "unknown output '" + RequestJson.brief(name) + "': " + Suggestion.remedy(name, known));
    }
    return name;
  }

  private Batch batch() {
    int rows = rows();
    List<String> missing = new ArrayList<>();
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (Signature.Field field : signature.inputs()) {
      Column column = given.get(field.name());
      if (column == null && !field.nullable()) {
        missing.add("'" + field.name() + "' (" + Wire.of(field.type()) + ")");
      } else {
        columns.put(field.name(), column == null ? ColumnReader.missing(field, rows) : column);
      }
    }
    if (!missing.isEmpty()) {
      throw Refusal.badRequest(
          "inputs that the model requires are missing: " + String.join(", ", missing));
    }
    return new Batch(rows, columns);
  }

  private int rows() {
    int rows = -1;
    for (Map.Entry<String, Column> input : given.entrySet()) {
      int size = input.getValue().size();
      if (rows >= 0 && size != rows) {
        throw Refusal.badRequest(
            "input '"
                + input.getKey()
                + "' has "
                + size
                + " rows where another has "
                + rows
                + "; all must have as many");
      }
      rows = size;
    }
    if (rows < 0) {
      throw Refusal.badRequest("no input is given; the model takes " + names());
    }
    return rows;
  }

  private String names() {
    return String.join(", ", signature.inputs().stream().map(Signature.Field::name).toList());
  }
}
