package dev.millrace.engine.time;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread looks at the time; what is due then runs on a virtual thread of its own. */
final class MachineTimer implements Timer {

  static final MachineTimer ONLY = new MachineTimer();

  private final ScheduledThreadPoolExecutor due =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timer").factory());

  private MachineTimer() {
    due.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    ScheduledFuture<?> future =
        due.schedule(
            () -> Thread.ofVirtual().name("timer").start(action),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }
}
