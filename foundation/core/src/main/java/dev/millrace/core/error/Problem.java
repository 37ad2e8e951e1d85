package dev.millrace.core.error;

import java.util.Optional;

/**
 * One thing wrong with an input, found while collecting them all.
 *
 * @param where the place in the input, if it has places
 * @param message what was expected and what was found
 * @param remedy what to do about it
 */
public record Problem(Optional<Place> where, String message, String remedy) {

  public static Problem at(Place where, String message, String remedy) {
    return new Problem(Optional.of(where), message, remedy);
  }

  public static Problem of(String message, String remedy) {
    return new Problem(Optional.empty(), message, remedy);
  }

  /** A place in a text file; line and column count from one. */
  public record Place(String file, int line, int column) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  @Override
  public String toString() {
    return where.map(place -> place + ": ").orElse("") + message;
  }
}
