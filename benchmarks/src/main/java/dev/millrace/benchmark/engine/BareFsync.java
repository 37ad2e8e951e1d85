package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk asks for being sure: no durable step can take less. */
final class BareFsync {

  private static final int TIMES = 500;
  private static final int PAGE_BYTES = 4096;

  private BareFsync() {}

  /** The median of milliseconds for a page appended to a file and one fsync. */
  static double millis(Path directory) throws IOException {
    double[] millis = new double[TIMES];
    Path file = Files.createTempFile(directory, "fsync", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int each = 0; each < TIMES; each++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE_BYTES));
        channel.force(true);
        millis[each] = (System.nanoTime() - start) / 1e6;
      }
    }
    Files.delete(file);
    return new Samples(millis).median();
  }
}
