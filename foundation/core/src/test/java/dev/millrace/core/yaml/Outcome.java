package dev.millrace.core.yaml;

import dev.millrace.core.component.Components;
import dev.millrace.core.error.Problem;
import dev.millrace.core.pipeline.PipelineSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What reading some bytes as a file gives: a pipeline, or problems, never both. */
record Outcome(Optional<PipelineSpec> spec, List<Problem> problems) {

  private static final Set<String> ALIASES = Set.of("champion");

  /** Reads the file {@code f} of a directory, which need not be there. */
  static Outcome of(byte[] bytes, Components components, Path directory) {
    Lint lint = new Lint("f");
    PipelineFiles files = new PipelineFiles(_ -> components, ALIASES);
    Surroundings around =
        new Surroundings(
            components,
            Set.of("champion", "latest", "latest_blessed"),
            directory,
            List.of(),
            0,
            Map.of());
    Optional<PipelineSpec> spec =
        SourceText.decode(bytes, lint)
            .flatMap(text -> YamlReader.read(text, lint))
            .flatMap(document -> files.read(document, around, lint))
            .map(ReadPipeline::spec);
    return new Outcome(spec, lint.problems());
  }

  static Outcome of(String yaml, Components components) {
    return of(yaml.getBytes(StandardCharsets.UTF_8), components, Path.of(""));
  }

  /** Each as {@code line:column message; remedy}. */
  List<String> lines() {
    return problems.stream()
        .map(problem -> problem.toString().replaceFirst("^f:", "") + "; " + problem.remedy())
        .toList();
  }

  /** All lines, one below the other. */
  String text() {
    return String.join("\n", lines());
  }
}
