package dev.millrace.engine.process;

import dev.millrace.core.value.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bash script in a scratch directory of its own, and what became of the processes it names. */
final class Script {

  static final Id RUN = Id.parse("00e4e80b54007000800000000000000a");

  /**
   * Functions for scripts: {@code detach WORD…} runs something of which nothing leads back here,
   * and {@code stay} is a process that ends only if it is killed.
   */
  private static final String PRELUDE =
      """
      #!/usr/bin/env bash
      note() { echo "$BASHPID" >> pids; }
      stay() { trap '' TERM HUP INT; note; while :; do read -t 60 <> <(:) || :; done; }
      detach() { ( ( trap '' HUP; exec setsid "$@" >/dev/null 2>&1 </dev/null ) & ) ; }
      """;

  private final Path scratch;
  private final Path file;

  private Script(Path scratch, Path file) {
    this.scratch = scratch;
    this.file = file;
  }

  static Script of(Path scratch, String body) throws IOException {
    Path file = scratch.resolve("script");
    Files.writeString(file, PRELUDE + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(scratch.resolve("run"));
    return new Script(scratch, file);
  }

  /** One that is there already. */
  static Script in(Path scratch) {
    return new Script(scratch, scratch.resolve("script"));
  }

  Order order(String... arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    return new Order(
        RUN,
        "each[0]/step",
        command,
        Map.of("PATH", System.getenv("PATH")),
        scratch,
        scratch.resolve("run"),
        List.of());
  }

  Path made(String name) {
    return scratch.resolve("run").resolve(name);
  }

  /** The processes that have noted themselves. */
  List<Long> pids() throws IOException {
    return Files.readAllLines(made("pids")).stream().map(Long::parseLong).toList();
  }

  /** Those of them that still run. */
  List<Long> running() throws IOException {
    return pids().stream().filter(Script::runs).toList();
  }

  /** One that has ended and that nobody has waited for does not run. */
  static boolean runs(long pid) {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return status.noneMatch(line -> line.matches("State:\\s+[ZX].*"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Ends what a failed test has left. */
  void killAll() throws IOException {
    if (Files.exists(made("pids"))) {
      for (long pid : pids()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }
}
