package dev.millrace.app.replay;

import dev.millrace.app.RunningServer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes up what was deployed while traffic goes on, and counts the requests that were asked
 * meanwhile.
 */
final class Swaps {

  private final RunningServer server;
  private final InferenceClient client;
  private final AtomicLong asked = new AtomicLong();

  Swaps(RunningServer server, InferenceClient client) {
    this.server = server;
    this.client = client;
  }

  /** Something that asks. */
  interface Asking {
    void run() throws java.io.IOException, InterruptedException;
  }

  /** Takes up what was deployed since, at the same time as the given traffic. */
  void takeUpDuring(Asking traffic) throws java.io.IOException, InterruptedException {
    Thread swap = Thread.ofVirtual().start(this::takeUp);
    traffic.run();
    swap.join();
  }

  void takeUp() {
    long before = client.sent() - client.inFlight();
    if (server.reconcile()) {
      asked.addAndGet(client.sent() - before);
    }
  }

  /** Requests that were being answered, or asked, while a version was replaced. */
  long asked() {
    return asked.get();
  }
}
