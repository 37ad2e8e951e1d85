package dev.millrace.model.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a model's output means. */
public enum Task {
  /** The probability that the label is true. */
  BINARY;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
