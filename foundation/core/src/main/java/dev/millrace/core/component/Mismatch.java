package dev.millrace.core.component;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * One place where a value does not fit its type.
 *
 * @param at where in the value
 * @param ofKey true if the key at that place is wrong, false if its value is
 * @param message what was expected and what was found
 * @param remedy what to do about it
 */
public record Mismatch(JsonPointer at, boolean ofKey, String message, String remedy) {

  /** The same in a value that this one is a part of. */
  Mismatch below(JsonPointer place) {
    return new Mismatch(place.append(at), ofKey, message, remedy);
  }

  /** The place as people write it: {@code .split.column}, or nothing for the value itself. */
  public String path() {
    StringBuilder path = new StringBuilder();
    for (JsonPointer part = at; !part.matches(); part = part.tail()) {
      int index = part.getMatchingIndex();
      path.append(index >= 0 ? "[" + index + "]" : "." + part.getMatchingProperty());
    }
    return path.toString();
  }

  /** What was found, as in "found text 'abc'". */
  public static String found(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "text '" + shortened(node.stringValue()) + "'";
      case NUMBER -> "the number " + node.asString();
      case BOOLEAN -> node.asString();
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      case NULL, MISSING -> "nothing";
      case POJO, BINARY ->
          Deferred.isDeferred(node)
              ? Deferred.of(node).text() + ", which is " + Deferred.of(node).shape().detail()
              : node.toString();
    };
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= 60
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 57)) + "...";
  }
}
