package dev.millrace.engine;

import dev.millrace.engine.time.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/** Time goes on when a test says so; what is due then runs in the test's own thread. */
final class ManualTimer implements Timer {

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
  private final Semaphore asked = new Semaphore(0);
  private Duration now = Duration.ZERO;
  private long numbers;

  private record Entry(Duration due, long number, Duration delay, Runnable action) {}

  @Override
  public synchronized Alarm after(Duration delay, Runnable action) {
    Entry entry = new Entry(now.plus(delay), numbers++, delay, action);
    entries.add(entry);
    asked.release();
    return () -> cancel(entry);
  }

  /** Waits until somebody has asked for something after exactly so long. */
  void await(Duration delay) throws InterruptedException {
    while (!waiting(delay)) {
      asked.acquire();
    }
  }

  void advance(Duration time) {
    Duration end = to(time);
    for (Optional<Entry> due = next(end); due.isPresent(); due = next(end)) {
      due.get().action().run();
    }
    finish(end);
  }

  private synchronized boolean waiting(Duration delay) {
    return entries.stream().anyMatch(entry -> entry.delay().equals(delay));
  }

  private synchronized Duration to(Duration time) {
    return now.plus(time);
  }

  private synchronized Optional<Entry> next(Duration end) {
    Entry entry = entries.peek();
    if (entry == null || entry.due().compareTo(end) > 0) {
      return Optional.empty();
    }
    entries.remove(entry);
    now = entry.due();
    return Optional.of(entry);
  }

  private synchronized void finish(Duration end) {
    now = end;
  }

  private synchronized void cancel(Entry entry) {
    entries.remove(entry);
  }
}
