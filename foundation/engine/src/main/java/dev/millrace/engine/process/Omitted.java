package dev.millrace.engine.process;

import java.util.function.Consumer;

/** A stretch of output that is left out, apart from its end. */
final class Omitted {

  private static final int CAPACITY = 1 << 16;

  private final byte[] ring = new byte[CAPACITY];
  private long bytes;
  private long lines;

  void add(byte[] chunk, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (chunk[i] == '\n') {
        lines++;
      }
    }
    int kept = Math.min(length, CAPACITY);
    int source = from + length - kept;
    int target = (int) ((bytes + length - kept) % CAPACITY);
    int first = Math.min(kept, CAPACITY - target);
    System.arraycopy(chunk, source, ring, target, first);
    System.arraycopy(chunk, source + first, ring, 0, kept - first);
    bytes += length;
  }

  /**
   * Its whole lines at the end, and the line that has begun; then it is empty.
   *
   * @param notice takes a line that says what is left out, if anything is
   */
  byte[] takeEnd(Consumer<String> notice) {
    byte[] end = lastBytes();
    if (bytes > end.length) {
      end = fromFirstLine(end);
      notice.accept(
          "… %d lines, %d bytes of output are left out here …"
              .formatted(lines - count(end), bytes - end.length));
    }
    bytes = 0;
    lines = 0;
    return end;
  }

  private byte[] lastBytes() {
    int length = (int) Math.min(bytes, CAPACITY);
    byte[] last = new byte[length];
    int start = (int) ((bytes - length) % CAPACITY);
    int first = Math.min(length, CAPACITY - start);
    System.arraycopy(ring, start, last, 0, first);
    System.arraycopy(ring, 0, last, first, length - first);
    return last;
  }

  private static byte[] fromFirstLine(byte[] end) {
    int at = 0;
    while (at < end.length && end[at] != '\n') {
      at++;
    }
    int from = Math.min(end.length, at + 1);
    byte[] whole = new byte[end.length - from];
    System.arraycopy(end, from, whole, 0, whole.length);
    return whole;
  }

  private static long count(byte[] bytes) {
    long lines = 0;
    for (byte each : bytes) {
      lines += each == '\n' ? 1 : 0;
    }
    return lines;
  }
}
