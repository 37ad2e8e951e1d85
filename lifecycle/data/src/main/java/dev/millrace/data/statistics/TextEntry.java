package dev.millrace.data.statistics;

import org.jspecify.annotations.Nullable;

/** One string of a {@link TextTable} with its count, as it was written; one after the other. */
final class TextEntry {

  private long head;
  private long tail;
  private long count;
  private int points;
  private byte @Nullable [] beginning;

  long head() {
    return head;
  }

  long tail() {
    return tail;
  }

  long hash() {
    return Texts.hash(head, tail);
  }

  long count() {
    return count;
  }

  /** As {@link TextTable#points}. */
  int points() {
    return points;
  }

  /** Of a long string, else null. */
  byte @Nullable [] beginning() {
    return beginning;
  }

  void read(PartialReader from) {
    int length = from.size(Integer.MAX_VALUE);
    points = (int) from.signed();
    count = from.number();
    if (length <= Texts.INLINE) {
      readInline(from, length);
    } else {
      readLong(from, length);
    }
  }

  private void readInline(PartialReader from, int length) {
    requireKept(from.size(Texts.INLINE), length);
    int inHead = Math.min(length, 4);
    head = (from.word(inHead) << 32) | length;
    tail = from.word(length - inHead);
    beginning = null;
  }

  private void readLong(PartialReader from, int length) {
    byte[] bytes = from.bytes();
    requireKept(bytes.length, length);
    head = (Texts.head(bytes, bytes.length) & (-1L << 32)) | length;
    tail = from.word();
    beginning = bytes;
  }

  private static void requireKept(int kept, int length) {
    if (kept != Math.min(length, TextTable.KEPT)) {
      throw new PartialReader.Damaged(kept + " bytes of a string of " + length);
    }
  }
}
