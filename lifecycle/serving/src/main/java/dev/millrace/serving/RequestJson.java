package dev.millrace.serving;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * The strict JSON of a request: UTF-8, one object, no key twice, nothing after it, bounded in depth
 * and in the length of names and numbers. What is not is refused with its place.
 */
final class RequestJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNameLength(256)
                  .maxNumberLength(100)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private RequestJson() {}

  /** Reads a body that is one object; the reader finds the parser at its opening brace. */
  static <T> T read(byte[] body, Function<JsonParser, T> reader) {
    requireUtf8Object(body);
    try (JsonParser parser = parser(body, 0, body.length)) {
      parser.nextToken();
      T result = reader.apply(parser);
      if (parser.nextToken() != null) {
        throw Refusal.badRequest("the body goes on after the end of its JSON object");
      }
      return result;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** A parser of a part of a body that was parsed before. */
  static JsonParser parser(byte[] body, int from, int to) {
    return FACTORY.createParser(ObjectReadContext.empty(), body, from, to - from);
  }

  /** The string at the parser. */
  static String string(JsonParser parser, String what) {
    require(parser, JsonToken.VALUE_STRING, what);
    return wellFormed(parser.getString(), what);
  }

  /** The ISO 8601 instant at the parser. */
  static Instant instant(JsonParser parser, String what) {
    String text = string(parser, what);
    try {
      Instant instant = Instant.parse(text);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= 9999) {
        return instant;
      }
    } catch (DateTimeException e) {
      // refused below, together with years that no calendar of ours holds
    }
    throw Refusal.badRequest(
        what + " is '" + brief(text) + "'; expected an instant such as 2001-03-05T08:00:00Z");
  }

  /** The boolean at the parser. */
  static boolean bool(JsonParser parser, String what) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw Refusal.badRequest(what + " must be a boolean; found " + name(token));
    }
    return token == JsonToken.VALUE_TRUE;
  }

  static void require(JsonParser parser, JsonToken expected, String what) {
    if (parser.currentToken() != expected) {
      throw Refusal.badRequest(
          what + " must be " + name(expected) + "; found " + name(parser.currentToken()));
    }
  }

  /** The text itself, if it is Unicode: JSON can escape half of a surrogate pair, which is not. */
  static String wellFormed(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isBmpCodePoint(text.codePointAt(i))) {
          throw Refusal.badRequest(
              what + " is not Unicode: it holds half of a surrogate pair at character " + i);
        }
        i++;
      }
    }
    return text;
  }

  /** What a token is called in a message. */
  static String name(JsonToken token) {
    return switch (token) {
      case null -> "the end of the body";
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "an integer";
      case VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
    };
  }

  /** A caller's text, short enough for a message. */
  static String brief(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }

  private static void requireUtf8Object(byte[] body) {
    int start = 0;
    while (start < body.length && isSpace(body[start])) {
      start++;
    }
    boolean utf16 = body.length > start + 1 && body[start + 1] == 0;
    if (start == body.length || body[start] != '{' || utf16) {
      throw Refusal.badRequest(
          body.length == 0
              ? "the body is empty; expected a JSON object"
              : "the body is not a JSON object in UTF-8");
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static Refusal malformed(JacksonException e) {
    return Refusal.badRequest("the body is not valid JSON" + place(e) + ": " + brief(reason(e)));
  }

  /** Without what the parser says to people who program it. */
  private static String reason(JacksonException e) {
    String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    if (e instanceof UnexpectedEndOfInputException) {
      return "it ends too early";
    }
    return reason.startsWith("Non-standard token")
        ? "NaN and infinities are no values; a missing value is null"
        : reason.replaceFirst("(: enable `| ?\\(start marker| at \\[Source).*", "");
  }

  /** Where, if the parser tells: a limit that is passed has no place. */
  private static String place(JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }
}
