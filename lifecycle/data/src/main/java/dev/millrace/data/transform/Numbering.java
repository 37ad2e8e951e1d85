package dev.millrace.data.transform;

import java.util.Arrays;

/** Numbers different longs from zero on, in the order in which they come. */
final class Numbering {

  private int[] slots = new int[256];
  private long[] keys = new long[64];
  private int size;

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** The number of a key, which gets the next one if it is new. */
  int of(long key) {
    int slot = slot(key);
    if (slots[slot] == 0) {
      if (size == keys.length) {
        grow();
        slot = slot(key);
      }
      keys[size] = key;
      slots[slot] = ++size;
    }
    return slots[slot] - 1;
  }

  /** Where a key is, or where it would be put. */
  private int slot(long key) {
    int last = slots.length - 1;
    int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> Long.numberOfLeadingZeros(last));
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * size);
    slots = new int[8 * size];
    for (int number = 0; number < size; number++) {
      slots[slot(keys[number])] = number + 1;
    }
  }
}
