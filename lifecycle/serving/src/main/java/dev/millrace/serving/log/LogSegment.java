package dev.millrace.serving.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One file of the request log, written only by the log that made it and only at its end. A write
 * that fails half-way is taken back before the next one, so that a torn line can stand only where a
 * process died: at the end.
 */
final class LogSegment implements Closeable {

  private final LogFile file;
  private long whole;
  private boolean torn;

  LogSegment(LogFile file) throws IOException {
    this.file = file;
    this.whole = file.size();
  }

  /** Adds whole lines, or none. */
  void append(byte[] lines) throws IOException {
    mend();
    torn = true;
    writeAll(lines);
    whole += lines.length;
    torn = false;
  }

  /** Adds whole lines that are on disk when this returns, or adds none. */
  void appendDurably(byte[] lines) throws IOException {
    mend();
    torn = true;
    writeAll(lines);
    file.force();
    whole += lines.length;
    torn = false;
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      mend();
    }
  }

  private void writeAll(byte[] lines) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(lines);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  private void mend() throws IOException {
    if (torn) {
      file.truncate(whole);
      torn = false;
    }
  }
}
