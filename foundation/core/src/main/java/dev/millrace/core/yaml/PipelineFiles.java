package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Reads a pipeline's file and those of the pipelines it nests, each of them once. A file that comes
 * back to itself is refused, and so is one that is nested too deep or grows too large by it.
 */
final class PipelineFiles {

  static final int MAX_DEPTH = 8;
  static final int MAX_STEPS = 10_000;

  /** What every store understands. */
  private static final List<String> STANDARD_QUERIES = List.of("latest", "latest_blessed");

  private final ComponentSource source;
  private final Set<String> queries;
  private final Map<Path, Optional<ReadPipeline>> known = new HashMap<>();

  PipelineFiles(ComponentSource source, Set<String> queries) {
    this.source = source;
    this.queries = new LinkedHashSet<>(queries);
    this.queries.addAll(STANDARD_QUERIES);
  }

  /** A pipeline that is not nested; empty if it has problems, with each noted. */
  Optional<ReadPipeline> read(Path file, Lint lint) {
    return read(file, source.at(PipelineFile.directoryOf(file)), lint, List.of());
  }

  private Optional<ReadPipeline> read(
      Path file, Components components, Lint lint, List<Path> around) {
    Surroundings surroundings =
        new Surroundings(
            components,
            queries,
            Optional.ofNullable(file.getParent()).orElse(Path.of("")),
            Stream.concat(around.stream(), Stream.of(real(file))).toList(),
            around.size(),
            Map.of());
    return SourceText.read(file, lint)
        .flatMap(text -> YamlReader.read(text, lint))
        .flatMap(document -> read(document, surroundings, lint));
  }

  /** A document of a file. */
  Optional<ReadPipeline> read(JsonNode document, Surroundings surroundings, Lint lint) {
    return lint.read(() -> new PipelineReader(lint, surroundings, this).readFile(document));
  }

  /**
   * A pipeline that is nested in another and has a file of its own.
   *
   * @param written its path, relative to the directory of the one around it
   * @param at where that is written
   */
  Optional<ReadPipeline> nested(String written, Surroundings around, Lint lint, JsonPointer at) {
    try {
      Path file = PipelineFile.file(around.directory().resolve(written).normalize());
      Path real = real(file);
      if (around.files().contains(real)) {
        lint.value(at, comesBack(around.files(), real), "take one of them out of the ring");
        return Optional.empty();
      }
      Optional<ReadPipeline> before = known.get(real);
      return before != null ? before : first(file, real, around, lint);
    } catch (UserError e) {
      lint.value(at, String.valueOf(e.getMessage()), e.hint().orElse("correct the path"));
    } catch (InvalidPathException e) {
      lint.value(at, "'" + written + "' is no path: " + e.getReason(), "correct the path");
    }
    return Optional.empty();
  }

  private Optional<ReadPipeline> first(Path file, Path real, Surroundings around, Lint lint) {
    Components components = source.at(PipelineFile.directoryOf(file));
    Lint own = new Lint(file.toString());
    Optional<ReadPipeline> read = read(file, components, own, around.files());
    lint.adopt(own);
    known.put(real, read);
    return read;
  }

  private static String comesBack(List<Path> files, Path again) {
    List<Path> ring = files.subList(files.indexOf(again), files.size());
    Path base = PipelineFile.directoryOf(again);
    return Stream.concat(ring.stream(), Stream.of(again))
        .map(file -> base.relativize(file).toString())
        .collect(Collectors.joining(" nests ", "the pipelines nest each other: ", ""));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw UserError.failure("cannot read " + file + ": " + e.getMessage()).causedBy(e);
    }
  }
}
