package dev.millrace.serving;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.port.RequestLog.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code {"labels": [{"prediction": "…", "value": true, "event_time": "…"}]}}: what turned
 * out to be true, and when it became known (now, where that is not said).
 */
final class LabelsReader {

  private static final List<String> KEYS = List.of("prediction", "value", "event_time");
  private static final int LONGEST_PREDICTION = 160;

  private final Instant now;
  private final int limit;
  private final List<Label> labels = new ArrayList<>();

  LabelsReader(Instant now, int limit) {
    this.now = now;
    this.limit = limit;
  }

  List<Label> read(byte[] body) {
    return RequestJson.read(body, this::labels);
  }

  int count() {
    return labels.size();
  }

  private List<Label> labels(JsonParser parser) {
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      if (!key.equals("labels")) {
        throw Refusal.badRequest(
            "unknown key '" + RequestJson.brief(key) + "'; expected 'labels' alone");
      }
      RequestJson.require(parser, JsonToken.START_ARRAY, "'labels'");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        add(label(parser));
      }
    }
    if (labels.isEmpty()) {
      throw Refusal.badRequest("the request has no labels");
    }
    return List.copyOf(labels);
  }

  private void add(Label label) {
    if (labels.size() == limit) {
      throw Refusal.tooLarge("the request has more than " + limit + " labels");
    }
    labels.add(label);
  }

  private Label label(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_OBJECT, "each of 'labels'");
    @Nullable String prediction = null;
    @Nullable Double value = null;
    Instant eventTime = now;
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "prediction" -> prediction = prediction(parser);
        case "value" -> value = value(parser);
        case "event_time" -> eventTime = RequestJson.instant(parser, where("'event_time'"));
        default ->
            throw Refusal.badRequest(
                where("unknown key '" + RequestJson.brief(key) + "'")
                    + ": "
                    + Suggestion.remedy(key, KEYS));
      }
    }
    if (prediction == null || value == null) {
      throw Refusal.badRequest(
          where(prediction == null ? "'prediction'" : "'value'") + " is missing");
    }
    return new Label(prediction, eventTime, now, value);
  }

  private String prediction(JsonParser parser) {
    String prediction = RequestJson.string(parser, where("'prediction'"));
    if (prediction.isEmpty() || prediction.length() > LONGEST_PREDICTION) {
      throw Refusal.badRequest(
          where("'prediction'") + " must have 1 to " + LONGEST_PREDICTION + " characters");
    }
    return prediction;
  }

  /** Every task so far is binary: something turned out to be true, or not. */
  private double value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE ? 1 : 0;
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      if (value == 0 || value == 1) {
        return value;
      }
    }
    throw Refusal.badRequest(where("'value'") + " must be true, false, 1 or 0");
  }

  private String where(String part) {
    return "label " + labels.size() + ": " + part;
  }
}
