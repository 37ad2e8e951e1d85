package dev.millrace.app;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.api.UpListener;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes up what is deployed, every second, and tells which versions are served then. */
final class ServingThread implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final RunningServer server;
  private final UpListener listener;
  private final SortedMap<String, Integer> told = new TreeMap<>();
  private final Thread thread;
  private volatile @Nullable RuntimeException broken;

  ServingThread(RunningServer server, UpListener listener) {
    this.server = server;
    this.listener = listener;
    takeUp();
    this.thread = Thread.ofVirtual().name("serving").start(this::serve);
  }

  private void serve() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        takeUp();
      }
    } catch (InterruptedException e) {
      return;
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void takeUp() {
    server.reconcile();
    for (Map.Entry<String, Integer> version : server.versions().entrySet()) {
      if (!version.getValue().equals(told.put(version.getKey(), version.getValue()))) {
        listener.on(new UpEvent.Serving(version.getKey(), version.getValue()));
      }
    }
  }

  /** Throws what ended the thread, if anything did. */
  void check() {
    RuntimeException thrown = broken;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
