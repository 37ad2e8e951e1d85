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

  /** Says what went wrong and, where that is known, what to do about it. */
  static void say(Console console, String what, String hint) {
    console.say(console.styled("bold,fg(red)", "error:") + " " + what);
    if (!hint.isEmpty()) {
      console.say(console.styled("bold", "hint:") + " " + hint);
    }
  }

  static int show(Console console, Exception problem) {
    return switch (problem) {
      case UserError error -> {
        Reason reason = Reason.of(String.valueOf(error.getMessage()));
        say(console, reason.what(), reason.hint().or(error::hint).orElse(""));
        yield error.kind().exitCode();
      }
      case InterruptedException interrupted -> {
        console.say("interrupted; the same command does what is left to do");
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
