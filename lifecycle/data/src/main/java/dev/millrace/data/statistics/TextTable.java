package dev.millrace.data.statistics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts by string, in arrays: open addressing over {@link Texts two words} a string, which are all
 * of a short one. What a longer one begins with stands beside them.
 */
final class TextTable {

  /** Bytes that are kept of a string. */
  static final int KEPT = 1 << 10;

  private static final int LEAST_ROOM = 16;

  private int[] slots;
  private long[] heads;
  private long[] tails;
  private long[] counts;
  private int[] points;
  private byte[] @Nullable [] beginnings;
  private int size;

  TextTable() {
    this(LEAST_ROOM);
  }

  /**
   * @param strings how many there will be, or more
   */
  private TextTable(int strings) {
    int room = room(strings);
    slots = new int[4 * room];
    heads = new long[room];
    tails = new long[room];
    counts = new long[room];
    points = new int[room];
    beginnings = new byte[room][];
  }

  private static int room(int strings) {
    return Math.max(LEAST_ROOM, Integer.highestOneBit(Math.max(1, strings) * 2 - 1));
  }

  int size() {
    return size;
  }

  int length(int index) {
    return (int) heads[index];
  }

  long count(int index) {
    return counts[index];
  }

  long hash(int index) {
    return Texts.hash(heads[index], tails[index]);
  }

  long[] counts() {
    return Arrays.copyOf(counts, size);
  }

  /** In code points, as given when it was put; below zero, inverted, if it is not valid UTF-8. */
  int points(int index) {
    return points[index];
  }

  void count(int index, long times) {
    counts[index] += times;
  }

  /** The index of a short string, or −1. */
  int find(long head, long tail, long hash) {
    int last = slots.length - 1;
    int slot = (int) hash & last;
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (tails[index] == tail && heads[index] == head) {
        return index;
      }
      slot = (slot + 1) & last;
    }
    return -1;
  }

  /**
   * The index of a long string, or −1.
   *
   * @param beginning its bytes, of which {@link #KEPT} matter at most
   */
  int find(long head, long tail, long hash, byte[] beginning) {
    int last = slots.length - 1;
    int slot = (int) hash & last;
    int kept = Math.min((int) head, KEPT);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      byte[] other = beginnings[index];
      if (tails[index] == tail
          && heads[index] == head
          && other != null
          && Arrays.equals(other, 0, kept, beginning, 0, kept)) {
        return index;
      }
      slot = (slot + 1) & last;
    }
    return -1;
  }

  /**
   * Puts a string that is not there, with a count of zero.
   *
   * @param beginning of a long one, else null
   */
  int put(long head, long tail, long hash, byte @Nullable [] beginning, int codePoints) {
    if (size == heads.length) {
      resize(2 * size);
    }
    int index = size++;
    heads[index] = head;
    tails[index] = tail;
    points[index] = codePoints;
    beginnings[index] = beginning;
    place(hash, index);
    return index;
  }

  private void place(long hash, int index) {
    int last = slots.length - 1;
    int slot = (int) hash & last;
    while (slots[slot] != 0) {
      slot = (slot + 1) & last;
    }
    slots[slot] = index + 1;
  }

  /** Makes room for so many strings at once, if there are none yet. */
  void expect(int strings) {
    if (size == 0 && strings > heads.length) {
      resize(room(strings));
    }
  }

  private void resize(int room) {
    heads = Arrays.copyOf(heads, room);
    tails = Arrays.copyOf(tails, room);
    counts = Arrays.copyOf(counts, room);
    points = Arrays.copyOf(points, room);
    beginnings = Arrays.copyOf(beginnings, room);
    slots = new int[4 * room];
    for (int index = 0; index < size; index++) {
      place(hash(index), index);
    }
  }

  /** Adds what another table has counted of one string. */
  void add(TextTable other, int index) {
    long head = other.heads[index];
    long tail = other.tails[index];
    int found = findOrPut(head, tail, other.beginnings[index], other.points[index]);
    counts[found] += other.counts[index];
  }

  void add(TextEntry other) {
    int found = findOrPut(other.head(), other.tail(), other.beginning(), other.points());
    counts[found] += other.count();
  }

  private int findOrPut(long head, long tail, byte @Nullable [] beginning, int codePoints) {
    long hash = Texts.hash(head, tail);
    int found = beginning == null ? find(head, tail, hash) : find(head, tail, hash, beginning);
    return found < 0 ? put(head, tail, hash, beginning, codePoints) : found;
  }

  /** The same with so much taken from all counts, and nothing of what had no more. */
  TextTable without(long taken) {
    TextTable rest = new TextTable(size);
    for (int i = 0; i < size; i++) {
      if (counts[i] > taken) {
        int index = rest.put(heads[i], tails[i], hash(i), beginnings[i], points[i]);
        rest.counts[index] = counts[i] - taken;
      }
    }
    return rest;
  }

  /** A string, or what is kept of it. */
  String text(int index) {
    byte[] beginning = beginnings[index];
    return beginning == null
        ? new String(Texts.bytes(heads[index], tails[index]), StandardCharsets.UTF_8)
        : Texts.text(beginning, length(index) > KEPT);
  }

  /** In an order that depends on the strings alone. */
  void write(PartialWriter to) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compare);
    to.number(size);
    for (int i : order) {
      byte[] beginning = beginnings[i];
      to.number(heads[i] & 0xFFFF_FFFFL).signed(points[i]).number(counts[i]);
      if (beginning == null) {
        to.bytes(Texts.bytes(heads[i], tails[i]));
      } else {
        to.bytes(beginning).word(tails[i]);
      }
    }
  }

  private int compare(int one, int other) {
    int heads = Long.compare(this.heads[one], this.heads[other]);
    int both = heads != 0 ? heads : Long.compare(tails[one], tails[other]);
    return both != 0 ? both : text(one).compareTo(text(other));
  }
}
