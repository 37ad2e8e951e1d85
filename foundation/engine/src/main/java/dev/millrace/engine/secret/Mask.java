package dev.millrace.engine.secret;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Blacks out secrets in what is said. */
public final class Mask {

  /** Hides nothing. */
  public static final Mask NONE = new Mask(List.of());

  private static final String BLACK = "***";

  /**
   * A line of a secret of several lines, such as a key in PEM form, may be said alone; a shorter
   * one says nothing, and would black out half of the log.
   */
  private static final int LEAST_LINE = 8;

  private final List<String> hidden;

  private Mask(List<String> hidden) {
    this.hidden = hidden;
  }

  public static Mask of(Collection<String> secrets) {
    return secrets.isEmpty()
        ? NONE
        : new Mask(
            secrets.stream()
                .flatMap(Mask::parts)
                .filter(part -> !part.isBlank())
                .distinct()
                // What contains another goes first.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
  }

  public String over(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, BLACK);
    }
    return masked;
  }

  /** True if the text says a secret. */
  public boolean hides(String text) {
    return hidden.stream().anyMatch(text::contains);
  }

  private static Stream<String> parts(String secret) {
    Stream<String> lines = secret.lines().map(String::strip).filter(l -> l.length() >= LEAST_LINE);
    return Stream.concat(Stream.of(secret, secret.strip()), lines);
  }
}
