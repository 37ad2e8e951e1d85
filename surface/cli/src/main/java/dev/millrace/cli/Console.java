package dev.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command talks: data to {@code out}, talk to {@code err}.
 *
 * @param live true if a line on {@code err} may be rewritten and coloured: a terminal, and no
 *     {@code NO_COLOR}
 * @param environment of the process
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean live,
    Path workingDirectory,
    Map<String, String> environment) {

  static Console ofProcess(StandardOutput out) {
    Map<String, String> environment = System.getenv();
    boolean terminal =
        Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return new Console(
        stream(out),
        stream(new FileOutputStream(FileDescriptor.err)),
        terminal && !plain,
        Path.of(""),
        environment);
  }

  private static PrintStream stream(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  Ansi ansi() {
    return live ? Ansi.ON : Ansi.OFF;
  }

  /**
   * The text in a picocli style such as {@code bold} or {@code fg(green)}, where colours are on.
   */
  String styled(String style, String text) {
    return live
        ? Ansi.ON.new Text("@|" + style + " " + text.replace("|@", "| @") + "|@").toString()
        : text;
  }

  /** Asks a question on the terminal; true if the answer is yes. */
  boolean agrees(String question) {
    return Optional.ofNullable(System.console())
        .map(terminal -> terminal.readLine("%s [y/N] ", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
        .filter(answer -> answer.equals("y") || answer.equals("yes"))
        .isPresent();
  }

  void say(String line) {
    err.println(line);
  }

  void print(String line) {
    out.println(line);
  }
}
