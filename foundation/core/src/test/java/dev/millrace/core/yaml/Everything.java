package dev.millrace.core.yaml;

import dev.millrace.core.sample.GraphComponents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A pipeline file with every construct, and what the lint says of variants of it. */
final class Everything {

  static final String YAML = resource();

  /** Where the file is, and the one that it nests. */
  static final Path DIRECTORY = directory();

  private Everything() {}

  private static String resource() {
    try (InputStream stream =
        Objects.requireNonNull(Everything.class.getResourceAsStream("everything.yaml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      URL url = Objects.requireNonNull(Everything.class.getResource("everything.yaml"));
      return Objects.requireNonNull(Path.of(url.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Outcome read(byte[] bytes) {
    return Outcome.of(bytes, GraphComponents.all(), DIRECTORY);
  }

  static Outcome read(String yaml) {
    return read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** The file with a piece of it exchanged. */
  static Outcome with(String piece, String replacement) {
    if (!YAML.contains(piece)) {
      throw new IllegalArgumentException("the file has no: " + piece);
    }
    return read(YAML.replace(piece, replacement));
  }
}
