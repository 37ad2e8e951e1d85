package dev.millrace.data.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link PartialWriter} wrote; whatever else it is given, it ends by an exception. */
public final class PartialReader {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  public PartialReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes are not a partial result of this version. */
  public static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Damaged(String message) {
      super(message);
    }
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      requireMore(1);
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Damaged("a number of more than 64 bits");
  }

  public long signed() {
    long folded = number();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /** A number of things, of which there may be no more than so many. */
  public int size(long most) {
    long size = number();
    if (size < 0 || size > most) {
      throw new Damaged(size + " things where at most " + most + " can be");
    }
    return (int) size;
  }

  public long word() {
    requireMore(Long.BYTES);
    long word = (long) WORDS.get(bytes, at);
    at += Long.BYTES;
    return word;
  }

  public byte[] bytes() {
    int size = size(bytes.length);
    requireMore(size);
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** The next bytes, up to eight of them, the first as the lowest; skips them. */
  long word(int size) {
    requireMore(size);
    long word = 0;
    for (int i = 0; i < size; i++) {
      word |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return word;
  }

  public boolean atEnd() {
    return at == bytes.length;
  }

  private void requireMore(int size) {
    if (size > bytes.length - at) {
      throw new Damaged("it ends too early");
    }
  }
}
