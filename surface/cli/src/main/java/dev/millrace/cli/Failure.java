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
    hint(console, hint);
  }

  /** Says what went wrong and does not matter much. */
  static void note(Console console, String what, String hint) {
    console.say(console.styled("bold,fg(yellow)", "note:") + " " + what);
    hint(console, hint);
  }

  static void hint(Console console, String hint) {
    if (!hint.isEmpty()) {
      console.say(console.styled("bold", "hint:") + " " + hint);
    }
  }

  /** Says that the command was interrupted, and what to do now; returns the exit code of that. */
  static int interrupted(Console console, String next) {
    console.say("interrupted; " + next);
    return INTERRUPTED;
  }

  static int show(Console console, Exception problem) {
    return switch (problem) {
      case UserError error -> {
        Reason reason = Reason.of(String.valueOf(error.getMessage()));
        say(console, reason.what(), reason.hint().or(error::hint).orElse(""));
        yield error.kind().exitCode();
      }
      case InterruptedException _ ->
          interrupted(console, "the same command does what is left to do");
      default -> {
        console.say(
            console.styled("bold,fg(red)", "error:") + " this is a bug in Millrace: " + problem);
        problem.printStackTrace(console.err());
        hint(console, "please report it with the lines above");
        yield CommandLine.ExitCode.SOFTWARE;
      }
    };
  }
}
