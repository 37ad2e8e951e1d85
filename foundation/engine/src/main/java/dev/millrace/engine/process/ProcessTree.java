package dev.millrace.engine.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program with all that it has started. Ending it asks first (SIGTERM), and after a time of grace
 * kills what is left, as often as there is something left: a process may start others faster than
 * they are found, but all that are found are killed at once.
 */
final class ProcessTree {

  /** What cannot be killed within this waits for a device and will not be. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final ProcessTable table;
  private Marks marks;
  private final Set<ProcessHandle> seen = new HashSet<>();

  /**
   * @param root the program itself, unless it is not known
   */
  ProcessTree(ProcessTable table, Marks marks, Set<ProcessHandle> root) {
    this.table = table;
    this.marks = marks;
    this.seen.addAll(root);
  }

  /** The program has started. */
  synchronized void started(ProcessHandle root) {
    seen.add(root);
    marks = table.more(marks, root.pid());
  }

  /** Waits until nothing runs any more, for so long at most; says whether that is so. */
  synchronized boolean awaitGone(Duration longest) {
    return awaitGone(longest, () -> {});
  }

  /**
   * Ends all of it, and returns when it is gone. Interruptions are kept for later.
   *
   * @param grace from asking to killing
   * @param elsewhere ends what it has started elsewhere, if it has not heeded the asking
   * @return how many processes there were to end
   */
  synchronized int end(Duration grace, Runnable elsewhere) {
    Set<ProcessHandle> running = running();
    running.forEach(ProcessHandle::destroy);
    if (!running.isEmpty()) {
      awaitGone(grace, () -> {});
    }
    elsewhere.run();
    awaitGone(PATIENCE, () -> running().forEach(ProcessHandle::destroyForcibly));
    return running.size();
  }

  private boolean awaitGone(Duration longest, Runnable meanwhile) {
    long deadline = System.nanoTime() + longest.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    boolean interrupted = false;
    try {
      while (!running().isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        meanwhile.run();
        interrupted |= paused(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What runs now. Between two programs in one process its environment is empty for a moment, so
   * that nothing was found means something only the second time.
   */
  private Set<ProcessHandle> running() {
    Set<ProcessHandle> running = table.find(marks, seen);
    if (running.isEmpty()) {
      if (paused(1)) {
        Thread.currentThread().interrupt();
      }
      running = table.find(marks, seen);
    }
    // The id of a process that is gone may be another's by now.
    seen.removeIf(process -> !process.isAlive());
    seen.addAll(running);
    return running;
  }

  /** True if interrupted, which does not cut the pause short for long. */
  private static boolean paused(long millis) {
    boolean interrupted = Thread.interrupted();
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return interrupted;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
