package dev.millrace.data.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers keys from zero on, and no more than so many of them: when there are more, the last bit of
 * all is dropped, keys that then agree become one, and so on until they are few enough. How many
 * bits are dropped in the end, and which keys there are then, depends on which keys there were and
 * on nothing else; only the numbers depend on their order.
 */
final class CoarseKeys {

  private final int most;
  private final int[] slots;
  private long[] keys;
  private int size;
  private int dropped;
  private int @Nullable [] renumbering;

  /**
   * @param most a power of two
   */
  CoarseKeys(int most) {
    this.most = most;
    keys = new long[most + 1];
    slots = new int[4 * most];
  }

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** Low bits that keys no longer have. */
  int dropped() {
    return dropped;
  }

  /** The number of a key; if others got new ones by this, {@link #renumbered} tells. */
  int number(long key) {
    long kept = key & mask();
    int last = slots.length - 1;
    int slot = slot(kept);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (keys[number] == kept) {
        return number;
      }
      slot = (slot + 1) & last;
    }
    keys[size] = kept;
    slots[slot] = ++size;
    return size > most ? renumber(key) : size - 1;
  }

  private int renumber(long key) {
    do {
      dropTo(dropped + 1);
    } while (size > most);
    return number(key);
  }

  /** Drops so many bits in all, if fewer are dropped. */
  void dropTo(int bits) {
    if (bits <= dropped) {
      return;
    }
    long[] old = Arrays.copyOf(keys, size);
    dropped = bits;
    Arrays.fill(slots, 0);
    size = 0;
    int[] numbers = new int[old.length];
    for (int i = 0; i < old.length; i++) {
      numbers[i] = number(old[i]);
    }
    int[] before = renumbering;
    if (before == null) {
      renumbering = numbers;
    } else {
      renumbering = Arrays.stream(before).map(number -> numbers[number]).toArray();
    }
  }

  /**
   * The new number of each old one, if there are new ones since it was last asked. Numbers that
   * were given since then are new already.
   */
  int @Nullable [] renumbered() {
    int[] numbers = renumbering;
    renumbering = null;
    return numbers;
  }

  private long mask() {
    return dropped == Long.SIZE ? 0 : -1L << dropped;
  }

  private int slot(long key) {
    return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> Long.numberOfLeadingZeros(slots.length - 1L));
  }

  /** Numbers in the order of their keys. */
  int[] sorted() {
    return java.util.stream.IntStream.range(0, size)
        .boxed()
        .sorted(java.util.Comparator.comparingLong(number -> keys[number]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
