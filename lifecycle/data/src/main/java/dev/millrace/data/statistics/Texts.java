package dev.millrace.data.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings as two words, in the form in which DuckDB keeps them: the head is the length in bytes and
 * the first four of these; the tail of a string of up to twelve bytes is the other eight, so that
 * the two words are all of it, and of a longer one a hash of all its bytes.
 */
final class Texts {

  /** Strings up to this many bytes are in their two words. */
  static final int INLINE = 12;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xC2B2_AE3D_27D4_EB4FL;

  private Texts() {}

  static long head(byte[] bytes, int length) {
    long head = length;
    for (int i = 0; i < Math.min(4, length); i++) {
      head |= (bytes[i] & 0xFFL) << (32 + 8 * i);
    }
    return head;
  }

  /** Of a string of at most {@link #INLINE} bytes. */
  static long tail(byte[] bytes, int length) {
    long tail = 0;
    for (int i = 4; i < length; i++) {
      tail |= (bytes[i] & 0xFFL) << (8 * (i - 4));
    }
    return tail;
  }

  /** The bytes of a short string. */
  static byte[] bytes(long head, long tail) {
    byte[] bytes = new byte[(int) head];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 4 ? head >>> (32 + 8 * i) : tail >>> (8 * (i - 4)));
    }
    return bytes;
  }

  /** Of both words; for tables and for counting distinct strings. */
  static long hash(long head, long tail) {
    long high = Math.unsignedMultiplyHigh(head ^ FIRST, tail ^ SECOND);
    return DistinctHashes.hash(high ^ ((head ^ FIRST) * (tail ^ SECOND)) ^ head);
  }

  /** Goes on with a hash over more bytes; all parts of a string but its last are whole words. */
  static long hash(long seed, byte[] bytes, int length) {
    long hash = seed;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      hash = mix(hash, (long) WORD.get(bytes, at));
    }
    if (at < length) {
      long rest = 0;
      for (int i = at; i < length; i++) {
        rest |= (bytes[i] & 0xFFL) << (8 * (i - at));
      }
      hash = mix(hash, rest);
    }
    return hash;
  }

  private static long mix(long hash, long word) {
    long mixed = Long.rotateLeft(hash, 29) ^ (word * SECOND);
    return (mixed ^ (mixed >>> 32)) * FIRST;
  }

  /** Bytes that begin a code point: all but those that go on with one. */
  static int points(byte[] bytes, int length) {
    int points = 0;
    for (int i = 0; i < length; i++) {
      points += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return points;
  }

  /** Bytes of a string's beginning, without a code point that the end cuts. */
  static String text(byte[] beginning, boolean cut) {
    int end = beginning.length;
    int first = end - 1;
    while (cut && first > 0 && first > end - 4 && (beginning[first] & 0xC0) == 0x80) {
      first--;
    }
    boolean broken = cut && first >= 0 && !whole(beginning, first);
    return new String(beginning, 0, broken ? first : end, StandardCharsets.UTF_8);
  }

  private static boolean whole(byte[] bytes, int first) {
    int lead = bytes[first] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return first + length <= bytes.length;
  }
}
