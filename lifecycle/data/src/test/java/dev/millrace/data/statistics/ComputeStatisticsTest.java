package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeStatisticsTest {

  @TempDir Path folder;

  /** A real week, committed with the main example. */
  private static final Path WEEK = Path.of("../../examples/flights/data/2001-01-01.parquet");

  private Statistics compute(Examples examples, int threads) throws Exception {
    return new ComputeStatistics()
        .run(new ComputeStatistics.Inputs(examples), TestTask.in(folder).threads(threads))
        .statistics();
  }

  private Examples flights() throws Exception {
    String week = "SELECT * FROM " + Tables.table(WEEK);
    return Tables.examples(
        folder.resolve("examples"),
        Map.of(
            "train", week + " WHERE date < TIMESTAMP '2001-01-06' ORDER BY ALL",
            "eval", week + " WHERE date >= TIMESTAMP '2001-01-06' ORDER BY ALL"));
  }

  @Test
  void run_realFlights_agreesWithSql() throws Exception {
    Examples examples = flights();

    StatisticsFile file = StatisticsFile.read(compute(examples, 2));

    assertThat(file.splits().keySet()).containsExactly("train", "eval");
    for (String split : file.splits().keySet()) {
      String table = Tables.table(Splits.shard(examples, split));
      DatasetStatistics counted = file.split(split);
      NumericStatistics delay = (NumericStatistics) counted.feature("delay");
      StringStatistics origin = (StringStatistics) counted.feature("origin");
      assertThat(counted.rows() + "," + delay.sum() + "," + delay.range().orElseThrow().min())
          .isEqualTo(
              Tables.query("SELECT count(*), sum(delay), min(delay) FROM " + table).getFirst());
      double deviation =
          Double.parseDouble(Tables.query("SELECT stddev_pop(delay) FROM " + table).getFirst());
      assertThat(delay.standardDeviation()).isCloseTo(deviation, within(1e-9));
      assertThat(delay.quantile(0.9) + "," + delay.values().size())
          .isEqualTo(
              Tables.query(
                      "SELECT quantile_disc(delay, 0.9)::DOUBLE, count(DISTINCT delay) FROM "
                          + table)
                  .getFirst());
      assertThat(
              origin.values().stream()
                  .map(occurrence -> occurrence.value() + "," + occurrence.count()))
          .containsExactlyElementsOf(
              Tables.query(
                  "SELECT origin, count(*) FROM " + table + " GROUP BY 1 ORDER BY 2 DESC, 1"));
    }
  }

  @Test
  void run_anyThreads_givesTheSameBytes() throws Exception {
    Examples examples = flights();

    assertThat(compute(examples, 1).file("statistics.json"))
        .hasSameBinaryContentAs(compute(examples, 3).file("statistics.json"));
  }

  @Test
  void read_damagedFile_isNamed() throws Exception {
    Statistics statistics = compute(flights(), 2);
    Files.writeString(statistics.file("statistics.json"), "{\"splits\": {\"train\": 3}}");

    assertThatThrownBy(() -> StatisticsFile.read(statistics))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("statistics.json does not hold statistics");
  }
}
