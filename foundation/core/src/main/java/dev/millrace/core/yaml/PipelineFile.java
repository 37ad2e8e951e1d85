package dev.millrace.core.yaml;

import dev.millrace.core.component.Components;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline as a YAML file, with all its wiring resolved.
 *
 * @param directory of the file: paths in the pipeline are relative to it
 */
public record PipelineFile(PipelineSpec spec, Path directory, Path file) {

  /** What the file of a pipeline's directory is called. */
  public static final String NAME = "pipeline.yaml";

  /**
   * Reads a pipeline.
   *
   * @param directoryOrFile the file, or the directory it is in
   * @param components that steps may use
   * @param queries by which inputs may be found in the store, such as {@code champion}
   * @throws UserError naming every problem by file, line and column; of kind NOT_FOUND if there is
   *     no such file
   */
  public static PipelineFile load(
      Path directoryOrFile, Components components, Set<String> queries) {
    Path file = file(directoryOrFile);
    Lint lint = new Lint(file.toString());
    PipelineSpec spec =
        read(file, lint, components, queries)
            .orElseThrow(() -> Lint.error(file.toString(), lint.problems()));
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return new PipelineFile(spec, directory, file);
  }

  /**
   * Every problem of a pipeline file, in the order of reading; none if it can be loaded.
   *
   * @throws UserError if there is no such file
   */
  public static List<Problem> lint(
      Path directoryOrFile, Components components, Set<String> queries) {
    Path file = file(directoryOrFile);
    Lint lint = new Lint(file.toString());
    var _ = read(file, lint, components, queries);
    return lint.problems();
  }

  private static Optional<PipelineSpec> read(
      Path file, Lint lint, Components components, Set<String> queries) {
    return SourceText.read(file, lint)
        .flatMap(text -> YamlReader.read(text, lint))
        .flatMap(document -> new PipelineReader(lint, components, queries).read(document));
  }

  private static Path file(Path directoryOrFile) {
    if (!Files.exists(directoryOrFile)) {
      throw UserError.notFound("there is no pipeline at " + directoryOrFile)
          .hint("name a directory with a " + NAME + ", or the file itself");
    }
    Path file =
        Files.isDirectory(directoryOrFile) ? directoryOrFile.resolve(NAME) : directoryOrFile;
    if (!Files.isRegularFile(file)) {
      throw UserError.notFound("there is no file " + file)
          .hint("a pipeline's directory has a " + NAME);
    }
    return file;
  }
}
