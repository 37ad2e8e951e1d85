package dev.millrace.data.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** What is counted of one pair of numeric features. */
final class PairSums {

  private static final MathContext DIGITS = new MathContext(50);

  private long rows;
  private ExactSum products = new ExactSum();
  private final Lacking one;
  private final Lacking other;

  PairSums() {
    this(new Lacking(), new Lacking());
  }

  private PairSums(Lacking one, Lacking other) {
    this.one = one;
    this.other = other;
  }

  /** Sums of one feature's values over the rows that have no value of the other. */
  private static final class Lacking {
    private ExactSum sum = new ExactSum();
    private ExactSum squares = new ExactSum();

    void add(PairColumn of, PairColumn lacking) {
      if (lacking.full()) {
        return;
      }
      for (int row = 0; row < of.rows; row++) {
        if (((lacking.present[row >>> 6] >>> row) & 1) == 0 && of.values[row] != 0) {
          sum.add(of.values[row]);
          squares.addSquare(of.values[row]);
        }
      }
    }

    void merge(Lacking more) {
      sum.add(more.sum);
      squares.add(more.squares);
    }

    void write(PartialWriter to) {
      sum.write(to);
      squares.write(to);
    }

    static Lacking read(PartialReader from) {
      Lacking read = new Lacking();
      read.sum = ExactSum.read(from);
      read.squares = ExactSum.read(from);
      return read;
    }
  }

  void add(PairColumn first, PairColumn second, SumBins bins) {
    for (int word = 0; word * Long.SIZE < first.rows; word++) {
      rows += Long.bitCount(first.present[word] & second.present[word]);
    }
    if (first.largest * second.largest <= Double.MAX_VALUE) {
      bins.addProducts(first.values, second.values, first.rows, products);
    }
    one.add(first, second);
    other.add(second, first);
  }

  void merge(PairSums more) {
    rows += more.rows;
    products.add(more.products);
    one.merge(more.one);
    other.merge(more.other);
  }

  /**
   * Covariance (n·Σxy − Σx·Σy) / n² and Pearson's correlation, over the rows that have both values.
   * Where a product is beyond the doubles, there are none.
   */
  PairStatistics build(String first, String second, PairColumn ofFirst, PairColumn ofSecond) {
    if (rows == 0 || ofFirst.largestEver() * ofSecond.largestEver() > Double.MAX_VALUE) {
      return new PairStatistics(first, second, rows, Optional.empty(), Optional.empty());
    }
    BigDecimal n = BigDecimal.valueOf(rows);
    BigDecimal x = ofFirst.sum().value().value().subtract(one.sum.value().value());
    BigDecimal y = ofSecond.sum().value().value().subtract(other.sum.value().value());
    BigDecimal xx = ofFirst.squares().value().value().subtract(one.squares.value().value());
    BigDecimal yy = ofSecond.squares().value().value().subtract(other.squares.value().value());
    BigDecimal together = n.multiply(products.value().value()).subtract(x.multiply(y));
    BigDecimal spread =
        n.multiply(xx).subtract(x.pow(2)).multiply(n.multiply(yy).subtract(y.pow(2)));
    double covariance = together.divide(n.pow(2), DIGITS).doubleValue();
    Optional<Double> correlation =
        spread.signum() == 0
            ? Optional.empty()
            : Optional.of(
                Math.clamp(together.divide(spread.sqrt(DIGITS), DIGITS).doubleValue(), -1.0, 1.0));
    return new PairStatistics(first, second, rows, Optional.of(covariance), correlation);
  }

  void write(PartialWriter to) {
    to.number(rows);
    products.write(to);
    one.write(to);
    other.write(to);
  }

  static PairSums read(PartialReader from) {
    long rows = from.number();
    ExactSum products = ExactSum.read(from);
    PairSums read = new PairSums(Lacking.read(from), Lacking.read(from));
    read.rows = rows;
    read.products = products;
    return read;
  }
}
