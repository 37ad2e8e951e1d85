package dev.millrace.evaluation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SliceSearchTest {

  private static final int LEAST = 40;

  /** Rows of four features that have nothing to do with each other. */
  private record Rows(Batch batch, SequencedMap<String, DataType> types) {

    static Rows random(Random random, int rows) {
      SequencedMap<String, Column> columns = new LinkedHashMap<>();
      String[] places = {"A", "B", "C", "D", "E"};
      int[] codes = random.ints(rows, 0, 5).toArray();
      columns.put("place", new Column.Strings(places, codes));
      columns.put("far", new Column.Doubles(random.doubles(rows).toArray(), null));
      columns.put("kind", new Column.Longs(random.longs(rows, 0, 4).toArray(), null));
      boolean[] weekend = new boolean[rows];
      boolean[] present = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        weekend[row] = random.nextBoolean();
        present[row] = random.nextInt(5) > 0;
      }
      columns.put("weekend", new Column.Booleans(weekend, present));
      SequencedMap<String, DataType> types = new LinkedHashMap<>();
      types.put("place", DataType.STRING);
      types.put("far", DataType.NUMBER);
      types.put("kind", DataType.INTEGER);
      types.put("weekend", DataType.BOOLEAN);
      return new Rows(new Batch(rows, columns), types);
    }

    List<FoundSlice> find(double[] losses) {
      SliceSearch search = new SliceSearch(types, batch.rows(), LEAST);
      search.add(batch.slice(0, batch.rows() / 3));
      search.add(batch.slice(batch.rows() / 3, batch.rows()));
      double[] weights = new double[losses.length];
      Arrays.fill(weights, 1);
      return search.find(losses, weights);
    }

    boolean is(String place, int row) {
      Column.Strings places = (Column.Strings) batch.column("place");
      return places.value(row).equals(place);
    }

    boolean kind(int kind, int row) {
      return ((Column.Longs) batch.column("kind")).values()[row] == kind;
    }
  }

  private static double[] noise(Random random, int rows) {
    double[] losses = new double[rows];
    Arrays.setAll(losses, row -> -Math.log(1 - random.nextDouble()));
    return losses;
  }

  /** Losses are exponential; whatever is found on noise is false, at most once in twenty. */
  @Test
  void find_pureNoise_findsAnythingAtMostAtTheNominalRate() {
    Random random = new Random(17);
    int trials = 400;
    int found = 0;
    for (int trial = 0; trial < trials; trial++) {
      Rows rows = Rows.random(random, 1000);
      found += rows.find(noise(random, 1000)).isEmpty() ? 0 : 1;
    }
    // Four standard errors of a binomial share above 5 %.
    assertThat(found / (double) trials).isLessThan(0.05 + 4 * Math.sqrt(0.05 * 0.95 / trials));
  }

  /** A cost that is nearly always 0 has no eighths of equally many rows. */
  @Test
  void find_numbersThatAreNearlyAlwaysTheSame_setsTheOthersApart() {
    Random random = new Random(3);
    double[] cost = new double[4000];
    double[] losses = noise(random, cost.length);
    for (int row = 0; row < cost.length; row += 16) {
      cost[row] = 100 + row;
      losses[row] += 3;
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("cost", new Column.Doubles(cost, null));
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    types.put("cost", DataType.NUMBER);
    List<FoundSlice> found = new Rows(new Batch(cost.length, columns), types).find(losses);
    assertThat(found).extracting(FoundSlice::conditions).containsExactly(List.of("cost ≥ 100"));
  }

  @Test
  void find_plantedValue_isTheWorstValue() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random, 4000);
      double[] losses = noise(random, 4000);
      for (int row = 0; row < losses.length; row++) {
        losses[row] += rows.is("C", row) ? 1 : 0;
      }
      List<FoundSlice> found = rows.find(losses);
      FoundSlice worst =
          found.stream().filter(slice -> slice.conditions().size() == 1).findFirst().orElseThrow();
      assertThat(worst.name()).as("seed %d", seed).isEqualTo("place = C");
      assertThat(worst.lossIn()).isCloseTo(2, within(0.25));
      assertThat(worst.lossOut()).isCloseTo(1, within(0.1));
      assertThat(worst.effect()).isCloseTo(1, within(0.3));
      assertThat(worst.pValue()).isLessThan(1e-6);
    }
  }

  @Test
  void find_plantedCross_isFirst() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random, 8000);
      double[] losses = noise(random, 8000);
      for (int row = 0; row < losses.length; row++) {
        losses[row] += rows.is("B", row) && rows.kind(2, row) ? 1.5 : 0;
      }
      assertThat(rows.find(losses).getFirst().conditions())
          .as("seed %d", seed)
          .containsExactlyInAnyOrder("place = B", "kind = 2");
    }
  }

  @Test
  void find_again_isTheSame() {
    Random random = new Random(1);
    Rows rows = Rows.random(random, 4000);
    double[] losses = noise(random, 4000);
    for (int row = 0; row < losses.length; row++) {
      losses[row] += rows.is("A", row) ? 0.5 : 0;
    }
    assertThat(rows.find(losses)).isNotEmpty().isEqualTo(rows.find(losses));
  }

  @Test
  void find_numbers_areCutIntoRanges() {
    Random random = new Random(2);
    Rows rows = Rows.random(random, 8000);
    double[] far = ((Column.Doubles) rows.batch().column("far")).values();
    double[] losses = noise(random, 8000);
    for (int row = 0; row < losses.length; row++) {
      losses[row] += far[row] < 0.12 ? 1 : 0;
    }
    FoundSlice found = rows.find(losses).getLast();
    assertThat(found.name()).startsWith("far < 0.1");
    assertThat(found.share()).isCloseTo(0.125, within(0.02));
  }
}
