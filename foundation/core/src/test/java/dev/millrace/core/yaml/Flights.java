package dev.millrace.core.yaml;

import dev.millrace.core.error.Problem;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.sample.FlightComponents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

  /** What reading some bytes as a file gives: a pipeline, or problems, never both. */
  record Outcome(Optional<PipelineSpec> spec, List<Problem> problems) {

    /** Each as {@code line:column message; remedy}. */
    List<String> lines() {
      return problems.stream()
          .map(problem -> problem.toString().substring("f:".length()) + "; " + problem.remedy())
          .toList();
    }
  }

  static Outcome read(byte[] bytes) {
    Lint lint = new Lint("f");
    Optional<PipelineSpec> spec =
        SourceText.decode(bytes, lint)
            .flatMap(text -> YamlReader.read(text, lint))
            .flatMap(
                document ->
                    new PipelineReader(lint, FlightComponents.all(), Set.of("champion"))
                        .read(document));
    return new Outcome(spec, lint.problems());
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
