package dev.millrace.serving.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Real files on a disk that can be told to be full, after half of each write, or to take no bytes
 * until it is released.
 */
final class BrokenDisk implements LogFile.Opener {

  volatile boolean full;
  volatile boolean syncFails;
  volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public LogFile open(Path path) throws IOException {
    LogFile file = LogFile.onDisk(path);
    return new LogFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        awaitGate();
        if (full) {
          file.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
          throw new IOException("no space left on device");
        }
        file.write(bytes);
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void truncate(long size) throws IOException {
        file.truncate(size);
      }

      @Override
      public void force() throws IOException {
        if (syncFails) {
          throw new IOException("input/output error");
        }
        file.force();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private void awaitGate() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
