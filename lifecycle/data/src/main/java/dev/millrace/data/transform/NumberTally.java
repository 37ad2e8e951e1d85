package dev.millrace.data.transform;

import dev.millrace.data.statistics.NumberCounts;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.PartialReader;
import dev.millrace.data.statistics.PartialWriter;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts numbers, all of them and, where there are keys, those of each key. */
final class NumberTally implements Tally {

  private final Function<Batch, Column.Doubles> numbers;
  private final Function<Batch, Optional<Column.Strings>> keys;
  private final NumberCounts all;
  private final TreeMap<String, NumberCounts> byKey = new TreeMap<>();

  NumberTally(
      Function<Batch, Column.Doubles> numbers, Function<Batch, Optional<Column.Strings>> keys) {
    this(numbers, keys, new NumberCounts());
  }

  private NumberTally(
      Function<Batch, Column.Doubles> numbers,
      Function<Batch, Optional<Column.Strings>> keys,
      NumberCounts all) {
    this.numbers = numbers;
    this.keys = keys;
    this.all = all;
  }

  /**
   * What was counted.
   *
   * @param keyed beside the keys
   */
  record Result(NumericStatistics statistics, List<String> keys, List<NumericStatistics> keyed) {

    /**
     * Of all numbers.
     *
     * @param key that asks, for the message
     * @throws IllegalArgumentException if there is none
     */
    NumericStatistics all(String key) {
      if (statistics.finite() == 0) {
        throw new IllegalArgumentException(
            key + ": no row of the training split has a value to tell by");
      }
      return statistics;
    }
  }

  @Override
  public void add(Batch rows) {
    Column.Doubles values = numbers.apply(rows);
    all.add(values);
    keys.apply(rows).ifPresent(texts -> add(values, texts));
  }

  private void add(Column.Doubles values, Column.Strings texts) {
    NumberCounts[] counts = new NumberCounts[texts.dictionary().length];
    for (int row = 0; row < values.size(); row++) {
      int code = texts.codes()[row];
      if (code >= 0 && !Terms.tooLong(texts.dictionary()[code])) {
        NumberCounts of = counts[code];
        if (of == null) {
          of = of(texts.dictionary()[code]);
          counts[code] = of;
        }
        if (values.present(row)) {
          of.add(values.values()[row]);
        }
      }
    }
  }

  private NumberCounts of(String key) {
    NumberCounts counts = byKey.computeIfAbsent(key, first -> all.another());
    if (byKey.size() > Limits.MOST_KEYS) {
      throw new TooMany(
          "'per' names a column of more than " + Limits.MOST_KEYS + " different values",
          "name a column of fewer values");
    }
    return counts;
  }

  @Override
  public void merge(Tally other) {
    NumberTally tally = (NumberTally) other;
    all.merge(tally.all);
    tally.byKey.forEach((key, counts) -> of(key).merge(counts));
  }

  Result result() {
    return new Result(
        all.build(),
        List.copyOf(byKey.keySet()),
        byKey.values().stream().map(NumberCounts::build).toList());
  }

  @Override
  public byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    all.write(to);
    to.number(byKey.size());
    for (Map.Entry<String, NumberCounts> key : byKey.entrySet()) {
      to.bytes(key.getKey().getBytes(StandardCharsets.UTF_8));
      key.getValue().write(to);
    }
    return to.toByteArray();
  }

  static NumberTally read(
      byte[] kept,
      Function<Batch, Column.Doubles> numbers,
      Function<Batch, Optional<Column.Strings>> keys) {
    PartialReader from = new PartialReader(kept);
    NumberCounts blank = new NumberCounts();
    NumberTally tally = new NumberTally(numbers, keys, blank.read(from));
    int size = from.size(Limits.MOST_KEYS);
    for (int i = 0; i < size; i++) {
      String key = new String(from.bytes(), StandardCharsets.UTF_8);
      tally.byKey.put(key, blank.read(from));
    }
    return tally;
  }
}
