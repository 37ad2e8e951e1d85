package dev.millrace.engine.time;

import java.time.Duration;

/**
 * Does things later: new attempts, timeouts, renewals of leases. A test gives one that it drives
 * itself.
 */
public interface Timer {

  /**
   * Does something once, when a time has passed, on a thread that may block.
   *
   * @return to take it back, if it has not begun
   */
  Alarm after(Duration delay, Runnable action);

  /** Something that will be done. */
  @FunctionalInterface
  interface Alarm {
    void cancel();
  }

  /** By the clock of the machine. */
  static Timer real() {
    return MachineTimer.ONLY;
  }
}
