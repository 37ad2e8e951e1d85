package dev.millrace.core.component;

import tools.jackson.core.JsonPointer;

/**
 * One place where a value does not fit its type.
 *
 * @param at where in the value
 * @param ofKey true if the key at that place is wrong, false if its value is
 * @param message what was expected and what was found
 * @param remedy what to do about it
 */
public record Mismatch(JsonPointer at, boolean ofKey, String message, String remedy) {

  /** The place as people write it: {@code .split.column}, or nothing for the value itself. */
  public String path() {
    StringBuilder path = new StringBuilder();
    for (JsonPointer part = at; !part.matches(); part = part.tail()) {
      int index = part.getMatchingIndex();
      path.append(index >= 0 ? "[" + index + "]" : "." + part.getMatchingProperty());
    }
    return path.toString();
  }
}
