package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Holds our answers against the query's: exact ones exactly, approximate ones by their errors. */
final class Answers {

  /** Of each side's estimate of a distinct count: about four standard errors of both together. */
  private static final double DISTINCT = 0.15;

  /** Of a mean or a deviation that the query adds up with rounding. */
  private static final double ROUNDING = 1e-9;

  private Answers() {}

  /** All columns of a row; arrays as lists. */
  static List<Object> row(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      values.add(value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value);
    }
    return values;
  }

  static void compare(DatasetStatistics ours, List<Object> theirs) {
    Iterator<Object> answers = theirs.iterator();
    for (String column : Table.numeric()) {
      numeric(column, (NumericStatistics) ours.feature(column), answers);
    }
    for (String column : Table.STRINGS) {
      string(column, (StringStatistics) ours.feature(column), answers);
    }
  }

  private static void numeric(String column, NumericStatistics ours, Iterator<Object> theirs) {
    equal(column + " count", (double) ours.count(), number(theirs.next()));
    equal(column + " missing", (double) ours.missing(), number(theirs.next()));
    NumericStatistics.Range range = ours.range().orElseThrow();
    equal(column + " min", range.min().doubleValue(), number(theirs.next()));
    equal(column + " max", range.max().doubleValue(), number(theirs.next()));
    double deviation = ours.standardDeviation();
    near(column + " mean", ours.mean(), number(theirs.next()), ROUNDING * deviation);
    near(column + " deviation", deviation, number(theirs.next()), ROUNDING * deviation);
    double distinct = number(theirs.next());
    near(column + " distinct", (double) ours.distinct().count(), distinct, DISTINCT * distinct);
    List<?> quantiles = (List<?>) theirs.next();
    double width = range.max().doubleValue() - range.min().doubleValue();
    for (int i = 0; i < quantiles.size(); i++) {
      double value = ours.quantile((2 * i + 1) / 20.0);
      double bound = Math.abs(value) * Math.scalb(1.0, -ours.values().precision() - 1);
      double between = Table.INTEGERS.contains(column) ? 1 : 0; // where it interpolates
      double slack = between + Math.max(0.01 * width, 0.05 * Math.abs(value));
      near(column + " quantile " + i, value, number(quantiles.get(i)), bound + slack);
    }
  }

  private static void string(String column, StringStatistics ours, Iterator<Object> theirs) {
    equal(column + " count", (double) ours.count(), number(theirs.next()));
    equal(column + " missing", (double) ours.missing(), number(theirs.next()));
    theirs.next(); // The least and the greatest string: nobody asks statistics for these.
    theirs.next();
    double distinct = number(theirs.next());
    near(column + " distinct", (double) ours.distinct().count(), distinct, DISTINCT * distinct);
    Set<Object> frequent = new HashSet<>((List<?>) theirs.next());
    if (ours.exact() && ours.values().size() <= frequent.size()) {
      Set<Object> listed = new HashSet<>();
      ours.values().forEach(each -> listed.add(each.value()));
      Benchmark.require(listed.equals(frequent), column + ": " + listed + ", not " + frequent);
    }
  }

  private static double number(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.doubleValue()
        : ((Number) value).doubleValue();
  }

  private static void equal(String what, double ours, double theirs) {
    near(what, ours, theirs, 0);
  }

  private static void near(String what, double ours, double theirs, double most) {
    Benchmark.require(
        Math.abs(ours - theirs) <= most, what + ": " + ours + ", the query says " + theirs);
  }
}
