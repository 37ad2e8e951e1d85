package dev.millrace.engine.process;

import java.nio.file.Path;
import java.time.Duration;

/** A process that runs a script, to be killed while it does. */
final class ContainmentChild {

  private ContainmentChild() {}

  /** Arguments: the directory of the slips, the scratch directory with the script. */
  public static void main(String[] arguments) throws Exception {
    Patience patience = new Patience(Duration.ofMillis(200), Duration.ofMillis(300));
    new Containment(Path.of(arguments[0]), ProcessTable.ofThisSystem(), patience)
        .run(Script.in(Path.of(arguments[1])).order(), System.out::println);
  }
}
