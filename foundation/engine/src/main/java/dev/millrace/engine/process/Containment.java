package dev.millrace.engine.process;

import dev.millrace.core.value.Id;
import dev.millrace.store.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs programs such that all of them end: with the task, with its cancellation, with this process,
 * and if this process is killed, with the next one on the same home.
 *
 * <p>Each program gets a variable in its environment that nothing else has, which its children
 * inherit; {@link LinuxProcesses} finds them all by it. Before a program starts, a slip with that
 * variable is written into the home. It is removed when everything is gone; a slip whose Millrace
 * is dead means that its program may still be running.
 */
public final class Containment {

  /** In each program's environment: {@code RUN/TASK#NUMBER}. */
  public static final String VARIABLE = "MILLRACE_TASK";

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final Slips slips;
  private final ProcessTable table;
  private final Patience patience;

  Containment(Path directory, ProcessTable table, Patience patience) {
    this.slips = new Slips(directory);
    this.table = table;
    this.patience = patience;
  }

  /** That of a home. Programs that dead processes have left there are ended first. */
  public static Containment open(Home home) {
    Path directory = home.work().resolve("programs");
    Containment containment = new Containment(directory, ProcessTable.ofThisSystem(), PATIENCE);
    containment.endLeftovers();
    return containment;
  }

  /**
   * Runs a program to its end, and ends what it leaves running.
   *
   * @param lines takes what it says, line by line, a part of it if it says too much
   * @throws dev.millrace.core.error.UserError if it cannot be started
   * @throws InterruptedException if this thread was interrupted; all of the program is gone then
   */
  public Exit run(Order order, Consumer<String> lines) throws IOException, InterruptedException {
    endLeftovers(order);
    String variable =
        "%s=%s/%s#%s".formatted(VARIABLE, order.run().hex(), order.task(), UUID.randomUUID());
    Slip slip =
        new Slip(
            order.run(),
            order.task(),
            variable,
            order.scratch().toString(),
            Slip.Origin.of(ProcessHandle.current()),
            Optional.empty(),
            order.ender());
    Path place = slips.place(order.run());
    slips.write(place, slip);
    try (RunningProgram running = RunningProgram.start(order, slip, table, patience, lines)) {
      slips.write(place, slip.startedAs(running.handle()));
      return running.await();
    } finally {
      slips.remove(place);
    }
  }

  /**
   * Ends the programs of a run that are still running, whoever started them, and returns when they
   * are gone. For whoever holds the run's lease.
   */
  public void endLeftovers(Id run) {
    slips.find(Optional.of(run)).forEach(this::end);
    slips.removeUnfinished(run);
  }

  /** Ends the programs of processes that are dead. */
  void endLeftovers() {
    slips
        .find(Optional.empty())
        .forEach(
            (place, slip) -> {
              if (slip.isOrphaned()) {
                end(place, slip);
              }
            });
  }

  /** A task does not run twice at once: an earlier try of it, wherever it is, has to end first. */
  private void endLeftovers(Order order) {
    slips
        .find(Optional.of(order.run()))
        .forEach(
            (place, slip) -> {
              if (slip.task().equals(order.task())) {
                end(place, slip);
              }
            });
  }

  private void end(Path place, Slip slip) {
    if (slip.owner().isHere()) {
      slip.tree(table).end(patience.grace(), new Ender(slip.ender()));
      slips.remove(place);
    }
  }
}
