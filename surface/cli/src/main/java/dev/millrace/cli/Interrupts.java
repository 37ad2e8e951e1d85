package dev.millrace.cli;

import java.time.Duration;

/**
 * While open, Ctrl-C or a kill interrupts the thread that works, and the process waits a moment for
 * it to put its work away.
 */
final class Interrupts implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** True once a signal has begun to end the process, which then has its exit code already. */
  private static volatile boolean ending;

  private final Thread hook;

  private Interrupts(Thread worker) {
    hook =
        new Thread(
            () -> {
              ending = true;
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

  /**
   * Ends the process with an exit code. Where a signal is ending it already, returning is all that
   * is left to do: {@link System#exit} would wait for the hook, and the hook for this thread.
   */
  static void exit(int code) {
    if (code != 0 && !ending) {
      System.exit(code);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already ending: the hook is what waits for this thread.
      ending = true;
    }
  }
}
