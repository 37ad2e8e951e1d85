package dev.millrace.engine.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that this process is running, of whatever home: when it is told to end, it ends them
 * first.
 */
final class LiveTrees {

  private static final LiveTrees HERE = new LiveTrees();

  /** A machine that shuts down does not wait long. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Map<ProcessTree, Runnable> trees = new ConcurrentHashMap<>();
  private boolean closed;
  private boolean hooked;

  private LiveTrees() {}

  static LiveTrees here() {
    return HERE;
  }

  /**
   * Takes a program in before it starts.
   *
   * @param elsewhere ends what it has started elsewhere
   * @throws IllegalStateException if this process is ending
   */
  synchronized void add(ProcessTree tree, Runnable elsewhere) {
    if (closed) {
      throw new IllegalStateException("no program is started any more: Millrace is ending");
    }
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of programs"));
      hooked = true;
    }
    trees.put(tree, elsewhere);
  }

  void remove(ProcessTree tree) {
    trees.remove(tree);
  }

  private void close() {
    synchronized (this) {
      closed = true;
    }
    trees.entrySet().parallelStream().forEach(entry -> entry.getKey().end(GRACE, entry.getValue()));
  }
}
