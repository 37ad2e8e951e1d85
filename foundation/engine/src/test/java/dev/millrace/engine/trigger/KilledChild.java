package dev.millrace.engine.trigger;

import java.io.PrintStream;
import java.nio.file.Path;

/** A process that fires for twenty hours that were missed, a few at once, and says what it does. */
final class KilledChild {

  private KilledChild() {}

  /** The home is the argument. */
  @SuppressWarnings("SystemOut") // the parent process reads it
  public static void main(String[] arguments) throws Exception {
    SetClock clock = new SetClock("2026-01-06T01:00:05Z");
    PrintStream out = System.out;
    Say saying = new Say(task -> out.println("saying in " + task.run()));
    try (Yard yard = Yard.open(Path.of(arguments[0]), clock, saying);
        Scheduler scheduler =
            Scheduler.begin(
                yard.setup,
                yard.engine,
                Monitoring.NONE,
                new Scheduler.Order("local", 3),
                event -> out.println(event))) {
      while (scheduler.look(clock.instant()).acted()) {
        scheduler.awaitAll();
      }
    }
  }
}
