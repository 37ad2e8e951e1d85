package dev.millrace.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The one value domain, from ingest to request. Every type may be nullable; null is a missing
 * value, never NaN.
 */
public enum DataType {
  BOOLEAN,
  /** Signed 64-bit. */
  INTEGER,
  /** IEEE double, finite. */
  NUMBER,
  /** Any Unicode string: the empty one, emoji and NUL included. */
  STRING,
  /** Signed 64-bit microseconds since 1970-01-01T00:00 of the signature's calendar zone. */
  TIMESTAMP;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
