package dev.millrace.store.files;

import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time put contents into their places or take them away. Held
 * for a look and a rename, so that "it is there already" is still true when it is said.
 */
final class ContentLock {
  /** A file lock holds between processes only, and all of a process at once. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;

  ContentLock(Path file) {
    this.file = file;
  }

  <T> T holding(Work<T> work) throws IOException {
    THREADS.lock();
    try (FileChannel channel = OwnerOnly.open(file);
        FileLock _ = channel.lock()) {
      return work.run();
    } finally {
      THREADS.unlock();
    }
  }

  /** What is done with the lock held. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }
}
