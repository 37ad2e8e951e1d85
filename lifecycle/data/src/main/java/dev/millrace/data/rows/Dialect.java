package dev.millrace.data.rows;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Doc;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Optional;

/**
 * How a CSV file is written, where that cannot be seen or is not as expected. What is not given is
 * found by looking at the beginning of the file.
 *
 * @param delimiter between values, one character: {@code , ; | \t}
 * @param quote around values that hold a delimiter, a quote or a line break; {@code "}
 * @param escape before a quote inside quotes; a quote itself, if not given
 * @param header whether the first line has the names of the columns; true, if not given
 * @param missing texts beside the empty one that stand for a missing value, unless quoted
 * @param encoding such as {@code latin1} or {@code utf-16}; by the file's byte order mark, else
 *     UTF-8
 * @param decimal the sign before the fraction of a number; {@code .}
 * @param thousands the sign between groups of three digits; none, if not given
 * @param timestamp how timestamps are written, as {@code dd.MM.yyyy HH:mm}; ISO 8601 if not given
 */
public record Dialect(
    @Doc("The character between values; found by looking if not given") Optional<String> delimiter,
    @Doc(
            "The character around values that hold a delimiter, a quote or a line break; \" if not given")
        Optional<String> quote,
    @Doc("The character before a quote inside quotes; the quote itself if not given")
        Optional<String> escape,
    @Doc("Whether the first line has the names of the columns; true if not given")
        Optional<Boolean> header,
    @Doc(
            "Texts that stand for a missing value unless they are quoted, such as [NA]; the empty one always does")
        @JsonProperty("null")
        Optional<List<String>> missing,
    @Doc(
            "How characters are written, such as latin1 or utf-16; if not given, by the file's byte order mark, else utf-8")
        Optional<String> encoding,
    @Doc("The character before the fraction of a number; . if not given") Optional<String> decimal,
    @Doc("The character between groups of three digits; none if not given")
        Optional<String> thousands,
    @Doc("How timestamps are written, such as dd.MM.yyyy HH:mm; ISO 8601 if not given")
        Optional<String> timestamp) {

  /** Everything is found by looking. */
  public static final Dialect FOUND =
      new Dialect(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Dialect {
    requireOne("delimiter", delimiter);
    requireOne("quote", quote);
    requireOne("escape", escape);
    requireOne("decimal", decimal);
    requireOne("thousands", thousands);
    if (thousands.isPresent() && thousands.equals(decimal.or(() -> Optional.of(".")))) {
      throw new IllegalArgumentException("'decimal' and 'thousands' are the same sign");
    }
    if (delimiter.isPresent() && delimiter.equals(quote.or(() -> Optional.of("\"")))) {
      throw new IllegalArgumentException("'delimiter' and 'quote' are the same sign");
    }
    if (encoding.isPresent() && !known(encoding.get())) {
      throw new IllegalArgumentException("there is no encoding '" + encoding.get() + "'");
    }
    if (timestamp.isPresent() && !Written.readable(timestamp.get())) {
      throw new IllegalArgumentException(
          "'timestamp' is a pattern such as dd.MM.yyyy HH:mm, found '" + timestamp.get() + "'");
    }
    missing = missing.map(List::copyOf);
  }

  private static void requireOne(String what, Optional<String> sign) {
    if (sign.isPresent() && (sign.get().length() != 1 || sign.get().charAt(0) > 126)) {
      throw new IllegalArgumentException(
          "'" + what + "' is one ASCII character, found '" + sign.get() + "'");
    }
    if (sign.isPresent() && "\n\r".contains(sign.get())) {
      throw new IllegalArgumentException("'" + what + "' cannot be a line break");
    }
  }

  private static boolean known(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException _) {
      return false;
    }
  }

  List<String> missingTexts() {
    return missing.orElse(List.of());
  }

  /** True if values are written otherwise than they are read. */
  boolean translates() {
    return thousands.isPresent()
        || timestamp.isPresent()
        || decimal.filter(sign -> !sign.equals(".")).isPresent();
  }
}
