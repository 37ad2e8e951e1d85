package dev.millrace.engine.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * By what the processes of a program are known, also those that have cut all ties to it.
 *
 * @param variable {@code NAME=value}, which each inherits in its environment
 * @param scratch the directory in which they were started
 * @param pipe that their output goes to, as the system names it
 * @param since when the program started, as the system counts: none of its processes is older
 */
record Marks(String variable, Path scratch, Optional<String> pipe, long since) {

  /** Of a program that somebody else has started. */
  Marks(String variable, Path scratch) {
    this(variable, scratch, Optional.empty(), 0);
  }

  /** Of one that is about to start. */
  Marks(String variable, Path scratch, OutputPipe pipe) {
    this(variable, scratch, Optional.of(pipe.mark()), 0);
  }

  Marks since(long start) {
    return new Marks(variable, scratch, pipe, start);
  }
}
