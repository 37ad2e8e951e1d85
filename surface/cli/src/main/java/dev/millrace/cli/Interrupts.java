package dev.millrace.cli;

import java.time.Duration;

/**
 * While open, Ctrl-C or a kill interrupts the thread that works, and the process waits a moment for
 * it to put its work away.
 */
final class Interrupts implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread hook;

  private Interrupts(Thread worker) {
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                worker.join(PATIENCE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interrupt");
  }

  static Interrupts ofThisThread() {
    Interrupts interrupts = new Interrupts(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interrupts.hook);
    return interrupts;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already ending: the hook is what waits for this thread.
    }
  }
}
