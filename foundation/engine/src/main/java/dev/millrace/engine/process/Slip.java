package dev.millrace.engine.process;

import dev.millrace.core.value.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is written down of a program while it runs, so that a later Millrace finds it if this one
 * dies first.
 *
 * @param owner the process of Millrace
 * @param program its own process, once it has started
 */
record Slip(
    Id run,
    String task,
    String variable,
    String scratch,
    Origin owner,
    Optional<Origin> program,
    List<String> ender) {

  /**
   * A process, told apart from a later one of the same id by the time of its start.
   *
   * @param startMillis since the epoch; 0 where the system does not tell
   */
  record Origin(String host, long pid, long startMillis) {

    /** Start times are derived from the boot time, which the system adjusts by up to a second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static Origin of(ProcessHandle process) {
      return new Origin(hostName(), process.pid(), startOf(process));
    }

    boolean isHere() {
      return host.equals(hostName());
    }

    /** The process, if it is of this machine and still there. */
    Optional<ProcessHandle> find() {
      return isHere() ? ProcessHandle.of(pid).filter(this::sameStart) : Optional.empty();
    }

    private boolean sameStart(ProcessHandle process) {
      long other = startOf(process);
      return startMillis == 0
          || other == 0
          || Math.abs(startMillis - other) <= TOLERANCE.toMillis();
    }

    private static long startOf(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        return "localhost";
      }
    }
  }

  Slip startedAs(ProcessHandle process) {
    return new Slip(run, task, variable, scratch, owner, Optional.of(Origin.of(process)), ender);
  }

  /** True if nobody looks after the program any more, and it can be ended from here. */
  boolean isOrphaned() {
    return owner.isHere() && owner.find().isEmpty();
  }

  ProcessTree tree(ProcessTable table) {
    Set<ProcessHandle> root = program.flatMap(Origin::find).map(Set::of).orElseGet(Set::of);
    return new ProcessTree(table, new Marks(variable, Path.of(scratch)), root);
  }
}
