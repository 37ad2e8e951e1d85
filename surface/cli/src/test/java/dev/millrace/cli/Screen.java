package dev.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** A console whose output a test can read. */
final class Screen {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  Screen(Path workingDirectory) {
    this(workingDirectory, Map.of());
  }

  /**
   * @param variables of the environment, besides the PATH
   */
  Screen(Path workingDirectory, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", System.getenv("PATH"));
    console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            workingDirectory,
            environment);
  }

  /** Runs a command and returns its exit code. */
  int run(String... arguments) {
    return Main.run(console, arguments);
  }

  /** Reads a command's arguments without running it. */
  void parse(String... arguments) {
    Main.commandLine(console).parseArgs(arguments);
  }

  /** What the commands take. */
  CommandSpec commands() {
    return Main.commandLine(console).getCommandSpec();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
