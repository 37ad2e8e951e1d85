package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericAccumulatorTest {

  private final Random random = new Random(31);

  private static NumericStatistics count(double... values) {
    NumericAccumulator accumulator = new NumericAccumulator(DataType.NUMBER, new Workspace());
    accumulator.add(new Column.Doubles(values, null));
    return accumulator.build();
  }

  private static NumericStatistics count(long... values) {
    NumericAccumulator accumulator = new NumericAccumulator(DataType.INTEGER, new Workspace());
    accumulator.add(new Column.Longs(values, null));
    return accumulator.build();
  }

  @Test
  void sums_anyDoubles_areExact() {
    double[] values = new double[20_000];
    Arrays.setAll(
        values,
        i -> {
          double any = Double.longBitsToDouble(random.nextLong());
          return Double.isFinite(any) && i % 3 > 0 ? any : random.nextGaussian();
        });
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
      squares = squares.add(new BigDecimal(value).pow(2));
    }

    assertThat(count(values).sum().value()).isEqualByComparingTo(sum);
    assertThat(count(values).squares().value()).isEqualByComparingTo(squares);
  }

  @Test
  void sums_anyLongs_areExact() {
    for (int bits : new int[] {10, 25, 26, 27, 40, 52, 53, 63}) {
      long[] values = new long[5_000];
      Arrays.setAll(values, i -> random.nextLong() >> (63 - bits));
      BigInteger sum = BigInteger.ZERO;
      BigInteger squares = BigInteger.ZERO;
      for (long value : values) {
        sum = sum.add(BigInteger.valueOf(value));
        squares = squares.add(BigInteger.valueOf(value).pow(2));
      }

      assertThat(count(values).sum().value()).isEqualByComparingTo(new BigDecimal(sum));
      assertThat(count(values).squares().value()).isEqualByComparingTo(new BigDecimal(squares));
      long distinct = Arrays.stream(values).distinct().count();
      double apart = (double) count(values).distinct().count() / distinct - 1;
      assertThat(Math.abs(apart)).isLessThan(4 * Distinct.STANDARD_ERROR);
    }
  }

  @Test
  void build_notFiniteValues_areCountedApart() {
    NumericStatistics counted =
        count(1, Double.NaN, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);

    assertThat(counted.notFinite()).isEqualTo(new NotFinite(2, 1, 1));
    assertThat(counted.count()).isEqualTo(6);
    assertThat(counted.mean()).isEqualTo(2);
    assertThat(counted.standardDeviation()).isEqualTo(1);
    assertThat(counted.quantile(1)).isEqualTo(3);
    assertThat(counted.distinct()).isEqualTo(new Distinct(2, true));
  }

  @Test
  void build_onlyNotFiniteValues_hasNoRange() {
    NumericStatistics counted = count(Double.NaN, Double.POSITIVE_INFINITY);

    assertThat(counted.range()).isEmpty();
    assertThat(counted.finite()).isZero();
  }

  @Test
  void build_zeros_areOneValueOfWhateverSign() {
    NumericStatistics counted = count(0.0, -0.0, -0.0, 5);

    assertThat(counted.zeros()).isEqualTo(3);
    assertThat(counted.values().size()).isEqualTo(2);
    assertThat(counted.range().orElseThrow().min()).isEqualByComparingTo("0");
  }

  @Test
  void distinct_integersThatAreOneDouble_areTold() {
    long large = 1L << 60;
    NumericStatistics counted = count(large, large + 1, large + 2, large + 1, 7);

    assertThat(counted.distinct()).isEqualTo(new Distinct(4, true));
  }

  @Test
  void distinct_manyNumbers_isWithinFourStandardErrors() {
    for (int distinct : new int[] {4_000, 5_000, 30_000, 400_000}) {
      double scale = random.nextDouble();
      double[] values = new double[2 * distinct];
      Arrays.setAll(values, i -> (i % distinct) * scale);
      double apart = (double) count(values).distinct().count() / distinct - 1;

      assertThat(Math.abs(apart))
          .isLessThanOrEqualTo(distinct <= 4096 ? 0 : 4 * Distinct.STANDARD_ERROR);
    }
  }

  @Test
  void values_halfZerosAndManyOthers_areAllCounted() {
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> i % 2 == 0 ? 0 : random.nextGaussian());
    NumericStatistics counted = count(values);

    assertThat(counted.values().total()).isEqualTo(values.length);
    assertThat(counted.values().size()).isLessThanOrEqualTo(ValueCounter.MOST_VALUES);
    assertThat(counted.quantile(0.5)).isZero();
  }
}
