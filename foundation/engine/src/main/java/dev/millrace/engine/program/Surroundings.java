package dev.millrace.engine.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment of this process, and the little of it that programs see.
 *
 * @param variables by name
 */
record Surroundings(Map<String, String> variables) {

  private static final List<String> HANDED_ON = List.of("PATH", "HOME", "LANG");

  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** What every program of this machine finds. */
  Map<String, String> forPrograms(Path temporary) {
    Map<String, String> handed = new LinkedHashMap<>();
    handed.put("LANG", "C.UTF-8");
    for (String name : HANDED_ON) {
      variable(name).ifPresent(value -> handed.put(name, value));
    }
    handed.put("TMPDIR", temporary.toString());
    return handed;
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  List<Path> searchPath() {
    return Stream.of(variable("PATH").orElse("").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** The first executable of a name on the search path. */
  Optional<Path> find(String program) {
    return searchPath().stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
