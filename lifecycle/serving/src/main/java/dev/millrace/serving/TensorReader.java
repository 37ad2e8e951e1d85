package dev.millrace.serving;

import dev.millrace.core.error.Suggestion;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one input tensor. Its keys may come in any order; where {@code data} comes before what says
 * how to read it, its place is kept and it is parsed once the tensor's end is reached.
 */
final class TensorReader {

  private static final List<String> KEYS = List.of("name", "shape", "datatype", "data");

  private final byte[] body;
  private final Signature signature;
  private final Limits limits;
  private Signature.@Nullable Field field;
  private @Nullable Wire datatype;
  private int @Nullable [] shape;
  private @Nullable Column column;
  private int dataStart = -1;
  private int dataEnd;

  TensorReader(byte[] body, Signature signature, Limits limits) {
    this.body = body;
    this.signature = signature;
    this.limits = limits;
  }

  /** The input that was read. */
  String name() {
    return field == null ? "" : field.name();
  }

  /** The values of the tensor at the parser. */
  Column read(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_OBJECT, "each of 'inputs'");
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "name" -> field = field(RequestJson.string(parser, "an input's 'name'"));
        case "shape" -> shape = shape(parser);
        case "datatype" -> datatype = datatype(RequestJson.string(parser, described("datatype")));
        case "data" -> data(parser);
        default ->
            throw Refusal.badRequest(
                described("key '" + RequestJson.brief(key) + "'")
                    + " is unknown: "
                    + Suggestion.remedy(key, KEYS));
      }
    }
    return column == null ? deferred() : column;
  }

  private Signature.Field field(String name) {
    for (Signature.Field candidate : signature.inputs()) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    List<String> known = signature.inputs().stream().map(Signature.Field::name).toList();
    throw Refusal.badRequest(
        "unknown input '" + RequestJson.brief(name) + "': " + Suggestion.remedy(name, known));
  }

  private Wire datatype(String text) {
    for (Wire wire : Wire.values()) {
      if (wire.name().equals(text)) {
        return wire;
      }
    }
    throw Refusal.badRequest(
        described("datatype '" + RequestJson.brief(text) + "'")
            + " is unknown; expected one of "
            + Arrays.toString(Wire.values()));
  }

  private int[] shape(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_ARRAY, described("shape"));
    List<Integer> sizes = new ArrayList<>(2);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      RequestJson.require(parser, JsonToken.VALUE_NUMBER_INT, "each size of " + described("shape"));
      sizes.add(size(parser));
    }
    if (sizes.isEmpty() || sizes.size() > 2 || (sizes.size() == 2 && sizes.get(1) != 1)) {
      throw Refusal.badRequest(
          described("shape") + " is " + sizes + "; expected [rows] or [rows, 1]");
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private int size(JsonParser parser) {
    boolean small = parser.getNumberType() == JsonParser.NumberType.INT;
    if (small && parser.getIntValue() < 1) {
      throw Refusal.badRequest(
          described("shape") + " has the size " + parser.getIntValue() + "; the least is 1");
    }
    if (!small || parser.getIntValue() > limits.rows()) {
      throw Refusal.tooLarge(
          described("shape") + " has more than the " + limits.rows() + " rows a request may have");
    }
    return parser.getIntValue();
  }

  private void data(JsonParser parser) {
    RequestJson.require(parser, JsonToken.START_ARRAY, described("data"));
    if (field != null && shape != null && datatype != null) {
      column = ColumnReader.read(parser, field, datatype, shape, ZoneId.of(signature.zone()));
    } else {
      dataStart = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      dataEnd = (int) parser.currentLocation().getByteOffset();
    }
  }

  private Column deferred() {
    if (field == null || shape == null || datatype == null || dataStart < 0) {
      throw Refusal.badRequest(
          described(field == null ? "name" : "data, shape or datatype") + " is missing");
    }
    try (JsonParser parser = RequestJson.parser(body, dataStart, dataEnd)) {
      parser.nextToken();
      return ColumnReader.read(parser, field, datatype, shape, ZoneId.of(signature.zone()));
    }
  }

  private String described(String part) {
    return field == null ? "an input's " + part : "input '" + field.name() + "': " + part;
  }
}
