package dev.millrace.cli;

import dev.millrace.core.error.UserError;
import picocli.CommandLine;

/**
 * Turns what went wrong into words and an exit code: a person's mistake without a stack trace, a
 * bug with one.
 */
final class Failure {

  private static final int INTERRUPTED = 130;

  private Failure() {}

  static int show(Console console, Exception problem) {
    return switch (problem) {
      case UserError error -> {
        console.say(console.styled("bold,fg(red)", "error:") + " " + error.getMessage());
        error.hint().ifPresent(hint -> console.say(console.styled("bold", "hint:") + " " + hint));
        yield error.kind().exitCode();
      }
      case InterruptedException interrupted -> {
        console.say(
            "interrupted; 'millrace runs list' shows what was done, and running again goes on from there");
        yield INTERRUPTED;
      }
      default -> {
        console.say(
            console.styled("bold,fg(red)", "error:") + " this is a bug in Millrace: " + problem);
        problem.printStackTrace(console.err());
        console.say(console.styled("bold", "hint:") + " please report it with the lines above");
        yield CommandLine.ExitCode.SOFTWARE;
      }
    };
  }
}
