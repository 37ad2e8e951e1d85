package dev.millrace.engine.program;

import dev.millrace.core.error.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Docker or Podman, by its command line, which is the same for both as far as it is used here. */
record ContainerEngine(Path executable) {

  /** Names the engine where it is not found by itself. */
  static final String VARIABLE = "MILLRACE_CONTAINER_ENGINE";

  private static final long LONGEST_SECONDS = 60;
  private static final int MOST_BYTES = 1 << 16;

  /**
   * The engine of a machine.
   *
   * @param component that needs it
   * @throws UserError if there is none
   */
  static ContainerEngine find(String component, Surroundings surroundings) {
    Optional<String> named = surroundings.variable(VARIABLE);
    Optional<Path> found =
        named.isPresent()
            ? named(named.get(), surroundings)
            : Stream.of("docker", "podman")
                .flatMap(name -> surroundings.find(name).stream())
                .findFirst();
    return new ContainerEngine(
        found.orElseThrow(
            () ->
                UserError.failure(
                        "component '%s' runs in a container, and %s"
                            .formatted(
                                component,
                                named
                                    .map(name -> VARIABLE + " names no program: '" + name + "'")
                                    .orElse("there is no container engine here")))
                    .hint("install docker or podman, or set " + VARIABLE)));
  }

  private static Optional<Path> named(String name, Surroundings surroundings) {
    return name.contains("/")
        ? Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable)
        : surroundings.find(name);
  }

  boolean isPodman() {
    return executable.getFileName().toString().startsWith("podman");
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The digest of an image that is on this machine. */
  Optional<String> imageId(String reference) {
    return said(command("image", "inspect", "--format", "{{.Id}}", reference))
        .map(String::strip)
        .filter(id -> id.matches("(sha256:)?[0-9a-f]{64}"))
        .map(id -> id.startsWith("sha256:") ? id : "sha256:" + id);
  }

  /** What a command says, if it ends well. */
  private static Optional<String> said(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectError(Redirect.DISCARD)
              .start();
      process
          .onExit()
          .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
          .exceptionally(_ -> process.destroyForcibly());
      byte[] said = process.getInputStream().readNBytes(MOST_BYTES);
      return process.onExit().join().exitValue() == 0
          ? Optional.of(new String(said, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    }
  }
}
