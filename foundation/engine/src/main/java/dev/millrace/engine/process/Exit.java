package dev.millrace.engine.process;

import java.util.List;

/**
 * How a program ended by itself.
 *
 * @param code 0 if well; 128 and more often means a signal
 * @param lastLines of what it said
 * @param leftBehind how many processes it left running, which were ended
 */
public record Exit(int code, List<String> lastLines, int leftBehind) {

  public Exit {
    lastLines = List.copyOf(lastLines);
  }
}
