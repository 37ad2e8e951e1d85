package dev.millrace.store.files;

import dev.millrace.core.value.Id;
import dev.millrace.store.Home;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the steps of runs said, a log for each step under {@code logs/<run>/}. */
public final class TaskLogs {
  /** Of one task's log, by default. */
  public static final long CAP_BYTES = 8L << 20;

  private final Path logs;
  private final long capBytes;

  private TaskLogs(Path logs, long capBytes) {
    this.logs = logs;
    this.capBytes = capBytes;
  }

  public static TaskLogs open(Home home) {
    return open(home, CAP_BYTES);
  }

  /**
   * Logs that each keep at most so many bytes: the first half, and the newest of the rest.
   *
   * @param capBytes at least 1 KiB
   */
  public static TaskLogs open(Home home, long capBytes) {
    if (capBytes < 1024) {
      throw new IllegalArgumentException("a log of " + capBytes + " bytes is too short to be one");
    }
    return new TaskLogs(home.logs(), capBytes);
  }

  /**
   * Opens a task's log to write at its end. One writer at a time: the holder of the run's lease.
   */
  public TaskLog append(Id run, String step) throws IOException {
    OwnerOnly.directory(logs.resolve(run.hex()));
    return TaskLog.append(segments(run, step));
  }

  /** All that is kept, in order; empty if the step said nothing. A gap is a line that says so. */
  public List<String> read(Id run, String step) throws IOException {
    return segments(run, step).lines();
  }

  /** The last lines. */
  public List<String> tail(Id run, String step, int count) throws IOException {
    List<String> lines = read(run, step);
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** The runs whose steps said something. */
  public List<Id> runs() throws IOException {
    return Tree.runs(logs);
  }

  /** How much the logs of a run take. */
  public long bytes(Id run) throws IOException {
    return Tree.bytes(logs.resolve(run.hex()));
  }

  /** Deletes all that the steps of a run said. */
  public void remove(Id run) throws IOException {
    Tree.delete(logs.resolve(run.hex()));
  }

  private LogSegments segments(Id run, String step) {
    return LogSegments.of(logs.resolve(run.hex()), StepNames.fileName(step), capBytes);
  }
}
