package dev.millrace.model.predict;

/**
 * MurmurHash3 in the form x86, 32 bits, of a string's UTF-8 bytes (A. Appleby, SMHasher, 2011; the
 * algorithm is in the public domain). The bytes are made as they are needed, never stored. Half a
 * surrogate pair, which has no UTF-8, is hashed as a question mark.
 */
final class MurmurHash3 {

  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private int hash;
  private int block; // up to four bytes, the first lowest
  private int length;

  private MurmurHash3(int seed) {
    hash = seed;
  }

  /** The hash, an unsigned number. */
  static int hash(String text, int seed) {
    MurmurHash3 state = new MurmurHash3(seed);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        state.add(c);
      } else if (c < 0x800) {
        state.add(0xC0 | (c >> 6));
        state.addLast(c);
      } else if (!Character.isSurrogate(c)) {
        state.add(0xE0 | (c >> 12));
        state.addLast(c >> 6);
        state.addLast(c);
      } else if (text.codePointAt(i) > Character.MAX_VALUE) {
        state.addPair(text.codePointAt(i));
        i++;
      } else {
        state.add('?');
      }
    }
    return state.finish();
  }

  private void addPair(int codePoint) {
    add(0xF0 | (codePoint >> 18));
    addLast(codePoint >> 12);
    addLast(codePoint >> 6);
    addLast(codePoint);
  }

  /** A byte of UTF-8 after the first: six bits. */
  private void addLast(int bits) {
    add(0x80 | (bits & 0x3F));
  }

  private void add(int oneByte) {
    block |= oneByte << (Byte.SIZE * (length & 3));
    length++;
    if ((length & 3) == 0) {
      hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
      block = 0;
    }
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * C1, 15) * C2;
  }

  private int finish() {
    int h = hash ^ scramble(block) ^ length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
