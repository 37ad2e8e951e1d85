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

  /**
   * A class of a jar that is taken as a whole.
   *
   * @param content tells it from another of the same name
   */
  record Library(String file, String content) implements Code {}

  /** A class of the Java platform, or none at all: a name that an optional dependency left open. */
  record Platform() implements Code {}
}
