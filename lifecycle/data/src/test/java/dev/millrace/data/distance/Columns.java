package dev.millrace.data.distance;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.Distinct;
import dev.millrace.data.statistics.Exact;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NotFinite;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.data.statistics.ValueCounts;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Statistics of rows that tests write down. */
final class Columns {

  private Columns() {}

  static FeatureStatistics strings(@Nullable String... values) {
    return count(DataType.STRING, Column.Strings.of(values));
  }

  static NumericStatistics numbers(double... values) {
    return (NumericStatistics) count(DataType.NUMBER, new Column.Doubles(values, null));
  }

  static NumericStatistics normals(Random random, int rows, double mean) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = mean + random.nextGaussian();
    }
    return numbers(values);
  }

  /** Of the numbers from 0 on, as often as the counts say, which are at least one. */
  static NumericStatistics counted(long... counts) {
    double[] values = new double[counts.length];
    Arrays.setAll(values, i -> i);
    ValueCounts all = new ValueCounts(ValueCounts.FULL, values, counts);
    return new NumericStatistics(
        DataType.NUMBER,
        all.total(),
        0,
        Optional.empty(),
        counts[0],
        Exact.ZERO,
        Exact.ZERO,
        all,
        new Distinct(counts.length, true),
        NotFinite.NONE);
  }

  /** Of booleans, all there. */
  static FeatureStatistics truths(long trues, long falses) {
    return new BooleanStatistics(trues + falses, 0, trues);
  }

  private static FeatureStatistics count(DataType type, Column column) {
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    types.put("x", type);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("x", column);
    return new StatisticsBuilder(types).add(new Batch(column.size(), columns)).build().feature("x");
  }
}
