package dev.millrace.core.yaml;

import dev.millrace.core.sample.FlightComponents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The flights pipeline as a file, and what the lint says of variants of it. */
final class Flights {

  static final String YAML = resource();

  private Flights() {}

  private static String resource() {
    try (InputStream stream =
        Objects.requireNonNull(Flights.class.getResourceAsStream("flights.yaml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome read(byte[] bytes) {
    return Outcome.of(bytes, FlightComponents.all(), Path.of(""));
  }

  static Outcome read(String yaml) {
    return read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** The flights file with a piece of it exchanged. */
  static Outcome with(String piece, String replacement) {
    if (!YAML.contains(piece)) {
      throw new IllegalArgumentException("the flights file has no: " + piece);
    }
    return read(YAML.replace(piece, replacement));
  }
}
