package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class StatisticsBuilderTest {

  private static final SequencedMap<String, DataType> COLUMNS = new LinkedHashMap<>();

  static {
    for (DataType type : DataType.values()) {
      COLUMNS.put(type.text(), type);
    }
  }

  private final Random random = new Random(11);

  private Batch batch(int rows) {
    boolean[] flags = new boolean[rows];
    long[] integers = new long[rows];
    double[] numbers = new double[rows];
    long[] moments = new long[rows];
    int[] codes = new int[rows];
    boolean[] present = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      present[row] = random.nextInt(4) > 0;
      if (present[row]) {
        flags[row] = random.nextBoolean();
        integers[row] = random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(100) - 50;
        numbers[row] = random.nextGaussian() * 1e3;
        moments[row] = 978_307_200_000_000L + random.nextInt();
      }
      codes[row] = present[row] ? random.nextInt(3) : -1;
    }
    Map<String, Column> columns =
        Map.of(
            "boolean", new Column.Booleans(flags, present),
            "integer", new Column.Longs(integers, present),
            "number", new Column.Doubles(numbers, present),
            "string", new Column.Strings(new String[] {"a", "", "\0é😀"}, codes),
            "timestamp", new Column.Longs(moments, present));
    return new Batch(rows, new LinkedHashMap<>(columns));
  }

  private static String text(DatasetStatistics statistics) {
    return Json.mapper().writeValueAsString(statistics.toJson());
  }

  @Test
  void merge_ofPartsInAnyOrder_isTheWhole() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      batches.add(batch(random.nextInt(2000)));
    }
    StatisticsBuilder whole = new StatisticsBuilder(COLUMNS);
    batches.forEach(whole::add);
    StatisticsBuilder first = new StatisticsBuilder(COLUMNS);
    StatisticsBuilder second = new StatisticsBuilder(COLUMNS);
    batches.reversed().forEach(batch -> (batch.rows() % 2 == 0 ? first : second).add(batch));

    DatasetStatistics merged = new StatisticsBuilder(COLUMNS).merge(second).merge(first).build();

    assertThat(text(merged)).isEqualTo(text(whole.build()));
  }

  @Test
  void merge_withNothing_changesNothing() {
    StatisticsBuilder some = new StatisticsBuilder(COLUMNS).add(batch(500));
    StatisticsBuilder none = new StatisticsBuilder(COLUMNS);

    assertThat(text(new StatisticsBuilder(COLUMNS).merge(none).merge(some).merge(none).build()))
        .isEqualTo(text(some.build()));
  }

  @Test
  void fromJson_ofToJson_isTheSame() {
    DatasetStatistics some = new StatisticsBuilder(COLUMNS).add(batch(5000)).build();
    String written = text(some);

    assertThat(text(DatasetStatistics.fromJson(Json.parse(written)))).isEqualTo(written);
  }

  @Test
  void build_numbers_agreeWithTheirDefinitions() {
    Batch batch = batch(4000);
    NumericStatistics counted =
        (NumericStatistics) new StatisticsBuilder(COLUMNS).add(batch).build().feature("number");
    double[] values = ((Column.Doubles) batch.column("number")).values();
    List<Double> present = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.column("number").present(row)) {
        present.add(values[row]);
      }
    }
    double mean = present.stream().mapToDouble(x -> x).average().orElseThrow();
    double variance =
        present.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();

    assertThat(counted.count()).isEqualTo(present.size());
    assertThat(counted.missing()).isEqualTo(4000 - present.size());
    assertThat(counted.mean()).isCloseTo(mean, within(1e-9));
    assertThat(counted.standardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
    assertThat(counted.range().orElseThrow().max().doubleValue())
        .isEqualTo(present.stream().mapToDouble(x -> x).max().orElseThrow());
    assertThat(counted.values().total()).isEqualTo(present.size());
  }

  @Test
  void standardDeviation_farFromZero_isNotLostToCancellation() {
    double[] values = {1e15 + 1, 1e15 + 2, 1e15 + 3};
    NumericAccumulator accumulator = new NumericAccumulator(DataType.NUMBER, new Workspace());
    accumulator.add(new Column.Doubles(values, null));

    assertThat(accumulator.build().standardDeviation()).isEqualTo(Math.sqrt(2.0 / 3));
    assertThat(accumulator.build().mean()).isEqualTo(1e15 + 2);
  }

  @Test
  void build_integersBeyond53Bits_keepsExtremes() {
    NumericAccumulator accumulator = new NumericAccumulator(DataType.INTEGER, new Workspace());
    accumulator.add(new Column.Longs(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 3}, null));

    NumericStatistics counted = accumulator.build();

    assertThat(counted.range())
        .contains(
            new NumericStatistics.Range(
                BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE)));
    assertThat(counted.sum().value()).isEqualByComparingTo("2");
  }

  @Test
  void build_noValues_hasNoRangeAndNoMean() {
    NumericStatistics counted =
        (NumericStatistics) new StatisticsBuilder(COLUMNS).build().feature("integer");

    assertThat(counted.range()).isEmpty();
    assertThat(counted.presence()).isEqualTo(1);
    assertThat(counted.constant()).isTrue();
    assertThatThrownBy(counted::mean).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void add_columnOfAnotherType_isRefused() {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    COLUMNS.keySet().forEach(name -> columns.put(name, Column.Strings.of("x")));

    assertThatThrownBy(() -> new StatisticsBuilder(COLUMNS).add(new Batch(1, columns)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a feature of type boolean cannot take Strings");
  }
}
