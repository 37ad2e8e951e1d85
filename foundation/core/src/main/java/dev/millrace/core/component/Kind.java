package dev.millrace.core.component;

/** What sort of JSON something is, as far as one can tell without its value. */
public enum Kind {
  TEXT,
  WHOLE,
  REAL,
  FLAG,
  LIST,
  MAP,
  /** Nothing is known. */
  ANY;

  /** True if something of the other kind may stand where this kind is expected. */
  public boolean accepts(Kind other) {
    return this == other || this == ANY || other == ANY || (this == REAL && other == WHOLE);
  }

  /** As in "expected an integer". */
  public String words() {
    return switch (this) {
      case TEXT -> "text";
      case WHOLE -> "an integer";
      case REAL -> "a number";
      case FLAG -> "true or false";
      case LIST -> "a list";
      case MAP -> "a map";
      case ANY -> "anything";
    };
  }
}
