package dev.millrace.serving;

import dev.millrace.serving.text.JsonBytes;

/** The one form of every error: {@code {"error": "…"}}. */
final class ErrorBody {

  private ErrorBody() {}

  static byte[] of(String message) {
    return new JsonBytes(32 + message.length())
        .raw("{\"error\":")
        .string(message)
        .raw('}')
        .toByteArray();
  }
}
