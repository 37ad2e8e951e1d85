package dev.millrace.engine.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends what a program has started elsewhere, by a command; that there is nothing to end is no
 * error.
 *
 * @param command none if empty
 */
record Ender(List<String> command) implements Runnable {

  private static final long LONGEST_SECONDS = 10;

  @Override
  public void run() {
    if (command.isEmpty()) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      process.onExit().completeOnTimeout(process, LONGEST_SECONDS, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    } catch (IOException e) {
      // The command is gone; so is whatever understood it.
      return;
    }
  }
}
