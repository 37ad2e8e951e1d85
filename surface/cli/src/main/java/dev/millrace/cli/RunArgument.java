package dev.millrace.cli;

import picocli.CommandLine.Parameters;

/** Which run. */
final class RunArgument {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run's id, or enough of its start or end to know it by.")
  private String run = "";

  String text() {
    return run;
  }
}
