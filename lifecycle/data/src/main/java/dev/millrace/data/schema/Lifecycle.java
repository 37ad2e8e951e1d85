package dev.millrace.data.schema;

import java.util.Locale;

/**
 * How far a feature is, under the names that TensorFlow Metadata gives the stages. Data is held
 * against features in {@code beta} and {@code production} only.
 */
public enum Lifecycle {
  /** It may not be in the data yet. */
  PLANNED(false),
  /** A prototype that nothing relies on. */
  ALPHA(false),
  BETA(true),
  PRODUCTION(true),
  /** On its way out; it may be gone from the data. */
  DEPRECATED(false),
  DISABLED(false);

  private final boolean validated;

  Lifecycle(boolean validated) {
    this.validated = validated;
  }

  /** Whether data is held against what the schema requires of it. */
  public boolean validated() {
    return validated;
  }

  /** As it is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
