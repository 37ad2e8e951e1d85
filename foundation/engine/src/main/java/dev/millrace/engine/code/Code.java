package dev.millrace.engine.code;

import java.util.Set;

/** What stands behind a class name. */
sealed interface Code {

  /**
   * A class that is taken by its bytes.
   *
   * @param references internal names, {@code dev/millrace/core/value/Id}, of the classes it names
   */
  record Own(byte[] sha256, Set<String> references) implements Code {}

  /** A class of a jar that is taken as a whole. */
  record Library(String file, long bytes) implements Code {}

  /** A class of the Java platform, or none at all: a name that an optional dependency left open. */
  record Platform() implements Code {}
}
