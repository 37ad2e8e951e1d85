package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  private final Random random = new Random(20010101);

  /** Any finite double, all magnitudes alike likely, with the special ones among them. */
  private double anyDouble() {
    double[] special = {0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, 1, -1};
    if (random.nextInt(20) == 0) {
      return special[random.nextInt(special.length)];
    }
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : anyDouble();
  }

  private List<Double> anyDoubles(int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(anyDouble());
    }
    return values;
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  @Test
  void add_anyDoubles_isTheSumOfTheirDecimals() {
    for (int trial = 0; trial < 50; trial++) {
      ExactSum sum = new ExactSum();
      ExactSum squares = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      BigDecimal expectedSquares = BigDecimal.ZERO;
      for (double value : anyDoubles(random.nextInt(40))) {
        sum.add(value);
        squares.addSquare(value);
        expected = expected.add(exact(value));
        expectedSquares = expectedSquares.add(exact(value).pow(2));
      }
      assertThat(sum.value().value()).isEqualByComparingTo(expected);
      assertThat(squares.value().value()).isEqualByComparingTo(expectedSquares);
    }
  }

  @Test
  void add_anyLongs_isTheSumOfThem() {
    ExactSum sum = new ExactSum();
    ExactSum squares = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    BigDecimal expectedSquares = BigDecimal.ZERO;
    for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 7}) {
      sum.add(value);
      squares.addSquare(value);
      expected = expected.add(BigDecimal.valueOf(value));
      expectedSquares = expectedSquares.add(BigDecimal.valueOf(value).pow(2));
    }
    assertThat(sum.value().value()).isEqualByComparingTo(expected);
    assertThat(squares.value().value()).isEqualByComparingTo(expectedSquares);
  }

  @Test
  void add_anyOrderAndParts_givesTheSameText() {
    List<Double> values = anyDoubles(300);
    ExactSum whole = new ExactSum();
    values.forEach(whole::add);
    for (int trial = 0; trial < 10; trial++) {
      Collections.shuffle(values, random);
      ExactSum merged = new ExactSum();
      int cut = random.nextInt(values.size());
      for (List<Double> part :
          List.of(values.subList(0, cut), values.subList(cut, values.size()))) {
        ExactSum sum = new ExactSum();
        part.forEach(sum::add);
        PartialWriter written = new PartialWriter();
        sum.write(written);
        merged.add(ExactSum.read(new PartialReader(written.toByteArray())));
      }
      assertThat(merged.value().toString()).isEqualTo(whole.value().toString());
    }
  }

  @Test
  void add_manyOfOneSign_carriesInTime() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 3_000_000; i++) {
      sum.add(-0.1);
    }
    assertThat(sum.value().value())
        .isEqualByComparingTo(exact(-0.1).multiply(BigDecimal.valueOf(3_000_000)));
  }

  @Test
  void add_nanOrInfinity_isRefused() {
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> new ExactSum().add(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not in the value domain");
    }
  }

  @Test
  void parse_numberOfNoSum_isRefused() {
    assertThatThrownBy(() -> Exact.parse("1e999999999")).hasMessageContaining("is no sum");
    assertThatThrownBy(() -> Exact.parse("1".repeat(10_000))).hasMessageContaining("is no sum");
  }
}
