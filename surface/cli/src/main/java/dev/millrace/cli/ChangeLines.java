package dev.millrace.cli;

import dev.millrace.core.api.RunReport;

/** What was mended in the course of a run, on two lines. */
final class ChangeLines {

  private final Console console;

  ChangeLines(Console console) {
    this.console = console;
  }

  void say(RunReport.Change change) {
    console.say("changed: " + change.what());
    console.say(again(change));
  }

  static String again(RunReport.Change change) {
    return change.again().isEmpty()
        ? "starts over: nothing; what has not ended well runs"
        : "starts over: " + String.join(", ", change.again());
  }
}
