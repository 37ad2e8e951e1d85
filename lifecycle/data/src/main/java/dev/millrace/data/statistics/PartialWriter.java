package dev.millrace.data.statistics;

import java.io.ByteArrayOutputStream;

/**
 * Writes partial results compactly: numbers in groups of seven bits, least significant first, with
 * the sign folded in where there is one; words in eight bytes.
 */
public final class PartialWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A number that is not negative, or any that is taken as unsigned. */
  public PartialWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  public PartialWriter signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  public PartialWriter word(long value) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  public PartialWriter bytes(byte[] value) {
    return bytes(value, value.length);
  }

  public PartialWriter bytes(byte[] value, int length) {
    number(length);
    bytes.write(value, 0, length);
    return this;
  }

  public byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
