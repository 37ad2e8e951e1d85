package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import dev.millrace.core.program.ProgramSpec;
import dev.millrace.core.value.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A component that is a program in any language, declared by a YAML file.
 *
 * @param content of the file: what it says, not how it is written
 */
public record ComponentFile(Path file, ProgramSpec spec, Digest content) {

  /**
   * What is known before component files are read.
   *
   * @param types of artifacts, besides those on the class path
   * @param names of other components, and where each comes from
   * @param searchPath folders in which programs are looked for
   */
  public record Known(
      Collection<ArtifactType<?>> types, Map<String, String> names, List<Path> searchPath) {

    public Known {
      types = List.copyOf(types);
      names = Map.copyOf(names);
      searchPath = List.copyOf(searchPath);
    }

    private Known and(String name, Path file) {
      Map<String, String> more = new HashMap<>(names);
      more.put(name, file.toString());
      return new Known(types, more, searchPath);
    }
  }

  /** The folder that the file is in: what it names is relative to it. */
  public Path folder() {
    return folderOf(file);
  }

  /**
   * Reads all component files of a folder.
   *
   * @throws UserError naming every problem of every file by file, line and column
   */
  public static List<ComponentFile> readAll(List<Path> files, Known known) {
    List<ComponentFile> components = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Known soFar = known;
    for (Path file : files) {
      Lint lint = new Lint(file.toString());
      Optional<JsonNode> document =
          SourceText.read(file, lint).flatMap(text -> YamlReader.read(text, lint));
      Optional<ProgramSpec> spec = Optional.empty();
      if (document.isPresent()) {
        ComponentReader reader = new ComponentReader(lint, folderOf(file), soFar);
        spec = lint.read(() -> reader.read(document.get()));
        String name = document.get().path("name").asString("");
        soFar = name.isEmpty() ? soFar : soFar.and(name, file);
      }
      if (spec.isPresent()) {
        components.add(new ComponentFile(file, spec.get(), Digest.of(document.orElseThrow())));
      }
      problems.addAll(lint.problems());
    }
    if (!problems.isEmpty()) {
      throw Lint.error(folderOf(files.getFirst()).toString(), problems);
    }
    return components;
  }

  private static Path folderOf(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return Optional.ofNullable(absolute.getParent()).orElse(absolute);
  }
}
