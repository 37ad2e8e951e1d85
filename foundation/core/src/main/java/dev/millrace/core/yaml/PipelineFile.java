package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSource;
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
 * A pipeline as a YAML file, with all its wiring resolved and the pipelines that it nests in it.
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
   * @param components that steps may use, by the directory of the file they are in
   * @param queries by which inputs may be found in the store, such as {@code champion}; {@code
   *     latest} and {@code latest_blessed} are always understood
   * @throws UserError naming every problem by file, line and column; of kind NOT_FOUND if there is
   *     no such file
   */
  public static PipelineFile load(
      Path directoryOrFile, ComponentSource components, Set<String> queries) {
    Path file = file(directoryOrFile);
    Lint lint = new Lint(file.toString());
    PipelineSpec spec =
        read(file, lint, components, queries)
            .orElseThrow(() -> Lint.error(file.toString(), lint.problems()));
    return new PipelineFile(spec, directoryOf(file), file);
  }

  /** The same where all files use the same components. */
  public static PipelineFile load(
      Path directoryOrFile, Components components, Set<String> queries) {
    return load(directoryOrFile, _ -> components, queries);
  }

  /**
   * Every problem of a pipeline file and those it names, in the order of reading; none if it can be
   * loaded.
   *
   * @throws UserError if there is no such file
   */
  public static List<Problem> lint(
      Path directoryOrFile, ComponentSource components, Set<String> queries) {
    Path file = file(directoryOrFile);
    Lint lint = new Lint(file.toString());
    var _ = read(file, lint, components, queries);
    return lint.problems();
  }

  /** The same where all files use the same components. */
  public static List<Problem> lint(
      Path directoryOrFile, Components components, Set<String> queries) {
    return lint(directoryOrFile, _ -> components, queries);
  }

  private static Optional<PipelineSpec> read(
      Path file, Lint lint, ComponentSource components, Set<String> queries) {
    return new PipelineFiles(components, queries).read(file, lint).map(ReadPipeline::spec);
  }

  /**
   * The file of a pipeline.
   *
   * @throws UserError if there is none
   */
  static Path file(Path directoryOrFile) {
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

  /** The directory of a file. */
  static Path directoryOf(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }
}
