package dev.millrace.data.statistics;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link PartialWriter} wrote; whatever else it is given, it ends by an exception. */
final class PartialReader {

  private final ByteBuffer bytes;

  PartialReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes are not a partial result of this version. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
      super(message);
    }
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Damaged("a number of more than 64 bits");
  }

  long signed() {
    long folded = number();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /** A number of things, of which there may be no more than so many. */
  int size(long most) {
    long size = number();
    if (size < 0 || size > most) {
      throw new Damaged(size + " things where at most " + most + " can be");
    }
    return (int) size;
  }

  long word() {
    try {
      return bytes.getLong();
    } catch (BufferUnderflowException e) {
      throw ended(e);
    }
  }

  byte[] bytes() {
    long size = number();
    if (size < 0 || size > bytes.remaining()) {
      throw new Damaged("it ends too early");
    }
    byte[] value = new byte[(int) size];
    bytes.get(value);
    return value;
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  private byte next() {
    try {
      return bytes.get();
    } catch (BufferUnderflowException e) {
      throw ended(e);
    }
  }

  private static Damaged ended(BufferUnderflowException e) {
    Damaged damaged = new Damaged("it ends too early");
    damaged.initCause(e);
    return damaged;
  }
}
