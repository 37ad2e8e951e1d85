package dev.millrace.data.scan;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * A column of strings as DuckDB keeps it: sixteen bytes a string, which are its length and its
 * first twelve bytes or, where it is longer, its length, four bytes and a pointer to all of it.
 */
@SuppressWarnings("restricted") // the library says how large what it points at is
public final class StringVector {

  static final int BYTES = 16;

  /** Of strings that lie in the vector itself. */
  public static final int INLINE = 12;

  private static final MemorySegment ALL_MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalStateException("strings are read on little-endian machines only");
    }
  }

  private MemorySegment data = MemorySegment.NULL;
  private int rows;

  void point(MemorySegment data, int rows) {
    this.data = data;
    this.rows = rows;
  }

  public int rows() {
    return rows;
  }

  /** In bytes. */
  public int length(int row) {
    return data.get(JAVA_INT_UNALIGNED, (long) row * BYTES);
  }

  /** The length in the low half, the first four bytes in the high; missing bytes are zero. */
  public long head(int row) {
    return data.get(JAVA_LONG_UNALIGNED, (long) row * BYTES);
  }

  /** Of a string of up to {@link #INLINE} bytes, the last eight of these; missing ones are zero. */
  public long tail(int row) {
    return data.get(JAVA_LONG_UNALIGNED, (long) row * BYTES + 8);
  }

  /** Copies bytes of a string. */
  public void copy(int row, int from, byte[] to, int length) {
    long at = (long) row * BYTES;
    if (length(row) <= INLINE) {
      MemorySegment.copy(data, JAVA_BYTE, at + 4 + from, to, 0, length);
    } else {
      long pointer = data.get(JAVA_LONG_UNALIGNED, at + 8);
      MemorySegment.copy(ALL_MEMORY, JAVA_BYTE, pointer + from, to, 0, length);
    }
  }
}
