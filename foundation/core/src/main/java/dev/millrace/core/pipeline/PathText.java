package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A path as it is written; whether anything is there is seen when it is read. */
record PathText(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static PathText of(Object written) {
    if (!(written instanceof String text)) {
      throw new IllegalArgumentException("expected a path, found " + written);
    }
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path may not be empty or contain NUL");
    }
    return new PathText(text);
  }
}
