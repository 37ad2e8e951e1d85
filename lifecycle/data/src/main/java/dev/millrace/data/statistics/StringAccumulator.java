package dev.millrace.data.statistics;

import dev.millrace.data.scan.StringVector;
import dev.millrace.data.statistics.StringStatistics.Lengths;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Counts strings. Every row's string is in the table when it is counted, with its length. */
final class StringAccumulator implements Accumulator {

  private static final long[] HEADS = new long[Texts.INLINE + 1];
  private static final long[] TAILS = new long[Texts.INLINE + 1];

  static {
    for (int length = 0; length <= Texts.INLINE; length++) {
      int inHead = Math.min(length, 4);
      HEADS[length] = inHead == 4 ? -1 : (1L << (32 + 8 * inHead)) - 1;
      TAILS[length] =
          length == Texts.INLINE ? -1 : length <= 4 ? 0 : (1L << (8 * (length - 4))) - 1;
    }
  }

  private final Workspace workspace;
  private final boolean binary;
  private final FrequentValues values = new FrequentValues();
  private long count;
  private long missing;
  private long shortest = Long.MAX_VALUE;
  private long longest;
  private long totalLength;
  private long invalid;

  StringAccumulator(Workspace workspace) {
    this(workspace, false);
  }

  /**
   * @param binary if the strings are bytes, which need not be valid UTF-8
   */
  StringAccumulator(Workspace workspace, boolean binary) {
    this.workspace = workspace;
    this.binary = binary;
  }

  /** Counts the codes first: a string that many rows have is looked at once. */
  @Override
  public void add(Column column) {
    long[] times = new long[column.size()];
    Arrays.fill(times, 1);
    add(column, times);
  }

  @Override
  public void add(Column column, long[] times) {
    if (!(column instanceof Column.Strings strings)) {
      throw Accumulator.mismatch(DataType.STRING, column);
    }
    long[] rows = new long[strings.dictionary().length];
    for (int row = 0; row < times.length; row++) {
      int code = strings.codes()[row];
      if (code < 0) {
        missing += times[row];
      } else {
        rows[code] += times[row];
      }
    }
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] > 0) {
        add(strings.dictionary()[code].getBytes(StandardCharsets.UTF_8), rows[code]);
      }
    }
  }

  private void add(byte[] bytes, long times) {
    int length = bytes.length;
    long head = Texts.head(bytes, length);
    if (length <= Texts.INLINE) {
      addShort(head, Texts.tail(bytes, length), times);
    } else {
      byte[] beginning = length <= TextTable.KEPT ? bytes : Arrays.copyOf(bytes, TextTable.KEPT);
      addLong(head, Texts.hash(0, bytes, length), beginning, Texts.points(bytes, length), times);
    }
  }

  private long addShort(long head, long tail, long times) {
    long hash = Texts.hash(head, tail);
    if (times == 0) {
      return hash;
    }
    values.seen(hash);
    TextTable table = values.table();
    int index = table.find(head, tail, hash);
    if (index < 0) {
      byte[] bytes = Texts.bytes(head, tail);
      index = table.put(head, tail, hash, null, points(bytes));
    }
    count(table, index, times);
    return hash;
  }

  private long addLong(long head, long tail, byte[] beginning, int points, long times) {
    long hash = Texts.hash(head, tail);
    if (times == 0) {
      return hash;
    }
    values.seen(hash);
    TextTable table = values.table();
    int index = table.find(head, tail, hash, beginning);
    if (index < 0) {
      int kept = Math.min((int) head, TextTable.KEPT);
      index = table.put(head, tail, hash, Arrays.copyOf(beginning, kept), points);
    }
    count(table, index, times);
    return hash;
  }

  /** The points of a string; of bytes that are no valid UTF-8, inverted. */
  private int points(byte[] bytes) {
    int points = Texts.points(bytes, bytes.length);
    return !binary || new Utf8Check().add(bytes, bytes.length).ends() ? points : ~points;
  }

  private void count(TextTable table, int index, long times) {
    int points = table.points(index);
    if (points < 0) {
      points = ~points;
      invalid += times;
    }
    if (table.count(index) == 0) {
      shortest = Math.min(shortest, points);
      longest = Math.max(longest, points);
    }
    table.count(index, times);
    totalLength += points * times;
    count += times;
  }

  /** Adds a row of a vector, some times; returns its hash. */
  long add(StringVector vector, int row, long times) {
    int length = vector.length(row);
    if (length <= StringVector.INLINE) {
      return addShort(vector.head(row) & HEADS[length], vector.tail(row) & TAILS[length], times);
    }
    byte[] block = workspace.bytes;
    byte[] beginning = workspace.beginning;
    int kept = Math.min(length, TextTable.KEPT);
    vector.copy(row, 0, beginning, kept);
    int points = 0;
    long hash = 0;
    Utf8Check check = new Utf8Check();
    for (int from = 0; from < length; from += block.length) {
      int part = Math.min(block.length, length - from);
      vector.copy(row, from, block, part);
      hash = Texts.hash(hash, block, part);
      points += Texts.points(block, part);
      if (binary) {
        check.add(block, part);
      }
    }
    return addLong(vector.head(row), hash, beginning, check.ends() ? points : ~points, times);
  }

  @Override
  public void missing(long rows) {
    missing += rows;
  }

  @Override
  public void merge(Accumulator other) {
    if (!(other instanceof StringAccumulator strings)) {
      throw Accumulator.mismatch(DataType.STRING, other);
    }
    count += strings.count;
    missing += strings.missing;
    shortest = Math.min(shortest, strings.shortest);
    longest = Math.max(longest, strings.longest);
    totalLength += strings.totalLength;
    invalid += strings.invalid;
    values.merge(strings.values);
  }

  @Override
  public void merge(PartialReader other) {
    count += other.number();
    missing += other.number();
    shortest = Math.min(shortest, other.word());
    longest = Math.max(longest, other.number());
    totalLength += other.number();
    invalid += other.number();
    values.merge(other);
  }

  @Override
  public StringStatistics build() {
    Optional<Lengths> lengths =
        count == 0 ? Optional.empty() : Optional.of(new Lengths(shortest, longest, totalLength));
    var occurrences = values.build();
    return new StringStatistics(
        count,
        missing,
        lengths,
        occurrences,
        values.undercount(),
        values.distinct(),
        invalid,
        values.shortened());
  }

  @Override
  public void write(PartialWriter to) {
    to.number(count).number(missing).word(shortest).number(longest).number(totalLength);
    to.number(invalid);
    values.write(to);
  }
}
