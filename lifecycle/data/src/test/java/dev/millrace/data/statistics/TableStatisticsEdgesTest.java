package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are unlike others. */
class TableStatisticsEdgesTest {

  private static final StatisticsOptions EVERYTHING =
      StatisticsOptions.PLAIN
          .withPairs()
          .withLabel("b")
          .withWeight("w")
          .withSlices(List.of(new Slice.ByColumn("s"), new Slice.Where("late", "x > 3")));

  private static final String MIXED =
      """
      SELECT CAST(i AS DOUBLE) AS x, 's' || (i %% 7) AS s, i %% 3 = 0 AS b, i %% 4 AS w,
        TIMESTAMP '2001-01-01' + INTERVAL (i) SECOND AS t
      FROM range(%d) t(i)""";

  @TempDir Path folder;

  private final List<Shard> shards = new ArrayList<>();

  private void shard(String query) throws Exception {
    Path file = folder.resolve("part-" + shards.size() + ".parquet");
    shards.add(Shard.of(Tables.write(file, query)));
  }

  private DatasetStatistics count(StatisticsOptions options) throws Exception {
    return TableStatistics.with(folder, 2).of(shards, options);
  }

  private DatasetStatistics count() throws Exception {
    return count(StatisticsOptions.PLAIN);
  }

  private static String text(DatasetStatistics statistics) {
    return Json.mapper().writeValueAsString(statistics.toJson());
  }

  @Test
  void of_columnsThatAreAllNullOrAllOneValue_areTold() throws Exception {
    shard("SELECT NULL::DOUBLE AS nothing, 7 AS seven, NULL::VARCHAR AS none FROM range(3000)");
    DatasetStatistics counted = count(StatisticsOptions.PLAIN.withPairs().withLabel("none"));

    assertThat(counted.feature("nothing").missing()).isEqualTo(3000);
    assertThat(((NumericStatistics) counted.feature("nothing")).range()).isEmpty();
    assertThat(((StringStatistics) counted.feature("none")).lengths()).isEmpty();
    assertThat(counted.feature("seven").constant()).isTrue();
    assertThat(((NumericStatistics) counted.feature("seven")).standardDeviation()).isZero();
    assertThat(counted.label().orElseThrow().feature("seven").rows()).isZero();
  }

  @Test
  void of_noRows_isEmpty() throws Exception {
    shard(MIXED.formatted(0));
    DatasetStatistics counted = count(EVERYTHING);

    assertThat(counted.rows()).isZero();
    assertThat(counted.features()).hasSize(5);
    assertThat(counted.weighted().orElseThrow().units()).isZero();
    assertThat(text(DatasetStatistics.fromJson(counted.toJson()))).isEqualTo(text(counted));
  }

  @Test
  void fromJson_ofEverything_isTheSame() throws Exception {
    shard(MIXED.formatted(2000));
    DatasetStatistics counted = count(EVERYTHING);

    assertThat(text(DatasetStatistics.fromJson(counted.toJson()))).isEqualTo(text(counted));
  }

  @Test
  void of_fiveThousandColumns_areAllCounted() throws Exception {
    StringBuilder columns = new StringBuilder();
    for (int c = 0; c < 5000; c++) {
      columns.append(c == 0 ? "" : ", ").append("i + ").append(c).append(" AS c").append(c);
    }
    shard("SELECT " + columns + " FROM range(3) t(i)");
    DatasetStatistics counted = count();

    assertThat(counted.features()).hasSize(5000);
    assertThat(((NumericStatistics) counted.feature("c4999")).mean()).isEqualTo(5000);
  }

  @Test
  void of_longStrings_areKeptByTheirBeginnings() throws Exception {
    shard("SELECT repeat('é', 500000) || (i % 3) AS s FROM range(9) t(i)");
    StringStatistics counted = (StringStatistics) count().feature("s");

    assertThat(counted.distinct()).isEqualTo(new Distinct(3, true));
    assertThat(counted.lengths())
        .contains(new StringStatistics.Lengths(500_001, 500_001, 9 * 500_001L));
    assertThat(counted.shortened()).isEqualTo(3);
    assertThat(counted.values()).hasSize(3).allMatch(each -> each.count() == 3);
    assertThat(counted.values().getFirst().value()).isEqualTo("é".repeat(512));
  }

  @Test
  void of_damagedFileOrWrongPredicate_saysSo() throws Exception {
    shard(MIXED.formatted(10));
    StatisticsOptions wrong =
        StatisticsOptions.PLAIN.withSlices(List.of(new Slice.Where("wrong", "nothing > 3")));
    assertThatThrownBy(() -> count(wrong))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the rows cannot be counted")
        .hasMessageContaining("nothing");

    Files.writeString(shards.getFirst().file(), "PAR1 but no more");
    assertThatThrownBy(this::count)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("part-0.parquet");
  }
}
