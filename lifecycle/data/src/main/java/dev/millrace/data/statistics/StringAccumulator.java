package dev.millrace.data.statistics;

import dev.millrace.data.statistics.StringStatistics.Lengths;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Optional;

/** Counts strings. */
final class StringAccumulator implements Accumulator {

  private final FrequentValues values = new FrequentValues();
  private long count;
  private long missing;
  private long shortest = Long.MAX_VALUE;
  private long longest;
  private long totalLength;

  /** Counts the codes first: a string that many rows have is looked at once. */
  @Override
  public void add(Column column) {
    if (!(column instanceof Column.Strings strings)) {
      throw Accumulator.mismatch(DataType.STRING, column);
    }
    int[] rows = new int[strings.dictionary().length];
    for (int code : strings.codes()) {
      if (code < 0) {
        missing++;
      } else {
        rows[code]++;
        count++;
      }
    }
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] > 0) {
        add(strings.dictionary()[code], rows[code]);
      }
    }
  }

  private void add(String value, int times) {
    long length = value.codePointCount(0, value.length());
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    totalLength += length * times;
    values.add(value, times);
  }

  @Override
  public void add(FeatureStatistics other) {
    if (!(other instanceof StringStatistics strings)) {
      throw Accumulator.mismatch(DataType.STRING, other);
    }
    count += strings.count();
    missing += strings.missing();
    strings
        .lengths()
        .ifPresent(
            lengths -> {
              shortest = Math.min(shortest, lengths.min());
              longest = Math.max(longest, lengths.max());
              totalLength += lengths.total();
            });
    values.add(strings);
  }

  @Override
  public StringStatistics build() {
    Optional<Lengths> lengths =
        count == 0 ? Optional.empty() : Optional.of(new Lengths(shortest, longest, totalLength));
    var occurrences = values.build();
    return new StringStatistics(
        count, missing, lengths, occurrences, values.undercount(), values.hashes());
  }
}
