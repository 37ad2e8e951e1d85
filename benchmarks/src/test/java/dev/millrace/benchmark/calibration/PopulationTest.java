package dev.millrace.benchmark.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PopulationTest {

  @ParameterizedTest
  @EnumSource
  void draw_anyRows_countsThemAll(Population population) {
    SplittableRandom random = new SplittableRandom(7);
    for (long rows : new long[] {50, 9_000, 200_000}) {
      FeatureStatistics statistics = population.draw(random, rows);
      assertThat(statistics.count() + statistics.missing()).isEqualTo(rows);
      assertThat(statistics instanceof NumericStatistics).isEqualTo(population.ofNumbers());
      if (statistics instanceof NumericStatistics numbers) {
        assertThat(numbers.values().total()).isEqualTo(numbers.count());
      }
      if (population == Population.HALF_MISSING) {
        assertThat((double) statistics.missing())
            .isCloseTo(rows / 2.0, within(3 * Math.sqrt((double) rows)));
      }
    }
  }
}
