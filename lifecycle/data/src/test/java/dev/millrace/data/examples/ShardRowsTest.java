package dev.millrace.data.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.data.Tables;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardRowsTest {

  private static final List<Integer> SHARDS = List.of(3000, 1, 4000);
  private static final long ROWS = 7001;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 10, 2333, 3001, 7000, ROWS, ROWS + 1, Integer.MAX_VALUE})
  void readSpread_severalShards_takesEachRowThatTheFormulaNames(long most) throws Exception {
    long wanted = Math.min(most, ROWS);
    assertThat(read(examples(), most))
        .containsExactly(LongStream.range(0, wanted).map(i -> i * ROWS / wanted).toArray());
  }

  /** The name that DuckDB gives to the number of a row. */
  @Test
  void readSpread_columnNamedAsARowsNumber_isReadAsAnyOther() throws Exception {
    Examples examples =
        Tables.sharded(
            directory,
            Splits.EVAL,
            List.of("SELECT 9 - n AS n, n * 5 AS file_row_number FROM range(10) t(n)"));
    assertThat(read(examples, 5)).containsExactly(9, 7, 5, 3, 1);
  }

  @Test
  void readSpread_fewerRowsThanTheArtifactSays_isRefused() throws Exception {
    Examples examples = examples();
    examples.property(Splits.PROPERTY, Map.of(Splits.EVAL, 2 * ROWS));
    assertThatThrownBy(() -> read(examples, 100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the files hold fewer rows than their artifact says");
  }

  /** The numbers from 0 on, over the shards. */
  private Examples examples() throws Exception {
    List<String> queries = new ArrayList<>();
    int before = 0;
    for (int rows : SHARDS) {
      queries.add("SELECT n FROM range(%d, %d) t(n)".formatted(before, before + rows));
      before += rows;
    }
    return Tables.sharded(directory, Splits.EVAL, queries);
  }

  private static long[] read(Examples examples, long most) throws Exception {
    ShardRows rows = new ShardRows(new LinkedHashMap<>(Map.of("n", DataType.INTEGER)));
    LongStream.Builder read = LongStream.builder();
    try (ScanConnection connection = ScanDatabase.shared().connect()) {
      rows.readSpread(
          connection,
          examples,
          Splits.EVAL,
          most,
          batch -> {
            for (long value : ((Column.Longs) batch.column("n")).values()) {
              read.add(value);
            }
          });
    }
    return read.build().toArray();
  }
}
