package dev.millrace.data.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesReaderTest {

  @TempDir Path folder;

  private static final String QUERY =
      """
      SELECT i AS id,
             CASE WHEN i % 3 > 0 THEN i / 8 END AS number,
             CASE WHEN i % 5 > 0 THEN i % 2 = 0 END AS flag,
             TIMESTAMP '2001-01-01 00:00:00.000001' + INTERVAL (i) SECOND AS moment,
             CASE WHEN i % 7 > 0 THEN 'é' || i % 11 END AS few,
             CASE WHEN i % 7 > 0 THEN 'x' || i END AS many,
             NULL::VARCHAR AS nothing
      FROM range(ROWS) t(i) ORDER BY i
      """;

  private List<Batch> read(Examples examples, String split, int threads, String... columns)
      throws Exception {
    List<Batch> batches = new ArrayList<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, folder.resolve("work"), threads)) {
      reader.read(split, List.of(columns), batches::add);
    }
    return batches;
  }

  private Examples examples(int rows) throws Exception {
    return Tables.examples(
        folder.resolve("examples"), Map.of("train", QUERY.replace("ROWS", "" + rows)));
  }

  @Test
  void read_manyRows_keepsOrderAndBatchSize() throws Exception {
    List<Batch> batches = read(examples(200_000), "train", 3, "id");

    long expected = 0;
    for (Batch batch : batches) {
      for (long id : ((Column.Longs) batch.column("id")).values()) {
        assertThat(id).isEqualTo(expected++);
      }
    }
    assertThat(expected).isEqualTo(200_000);
    assertThat(batches.subList(0, batches.size() - 1))
        .allMatch(batch -> batch.rows() == ExamplesReader.BATCH_ROWS);
  }

  @Test
  void read_everyType_givesValuesAndMissing() throws Exception {
    for (Batch batch :
        read(
            examples(9_000),
            "train",
            2,
            "moment",
            "number",
            "flag",
            "few",
            "many",
            "nothing",
            "id")) {
      long[] ids = ((Column.Longs) batch.column("id")).values();
      Column.Doubles numbers = (Column.Doubles) batch.column("number");
      Column.Booleans flags = (Column.Booleans) batch.column("flag");
      Column.Longs moments = (Column.Longs) batch.column("moment");
      Column.Strings few = (Column.Strings) batch.column("few");
      Column.Strings many = (Column.Strings) batch.column("many");
      for (int row = 0; row < batch.rows(); row++) {
        long id = ids[row];
        assertThat(numbers.present(row)).isEqualTo(id % 3 > 0);
        assertThat(numbers.values()[row]).isEqualTo(id % 3 > 0 ? id / 8.0 : 0);
        assertThat(flags.present(row)).isEqualTo(id % 5 > 0);
        assertThat(flags.values()[row]).isEqualTo(id % 5 > 0 && id % 2 == 0);
        assertThat(moments.values()[row]).isEqualTo((978_307_200 + id) * 1_000_000 + 1);
        assertThat(few.present(row)).isEqualTo(id % 7 > 0);
        assertThat(many.present(row)).isEqualTo(id % 7 > 0);
        if (id % 7 > 0) {
          assertThat(few.value(row)).isEqualTo("é" + id % 11);
          assertThat(many.value(row)).isEqualTo("x" + id);
        }
        assertThat(batch.column("nothing").present(row)).isFalse();
      }
    }
  }

  @Test
  void read_fewDistinctStrings_sharesOneDictionary() throws Exception {
    List<Batch> batches = read(examples(40_000), "train", 2, "few");

    assertThat(((Column.Strings) batches.getFirst().column("few")).dictionary())
        .isSameAs(((Column.Strings) batches.getLast().column("few")).dictionary())
        .hasSize(11);
  }

  @Test
  void read_strangeStrings_arriveUnchanged() throws Exception {
    List<String> strange = List.of("", "\0", "a\0b", "😀", "e\u0301", "'\"\\");
    Examples examples =
        Tables.examples(
            folder.resolve("strange"),
            Map.of(
                "train",
                "SELECT unnest(['', chr(0), 'a' || chr(0) || 'b', '😀', 'e\u0301', '''\"\\']) AS \"a\"\"b\""));

    Column.Strings column =
        (Column.Strings) read(examples, "train", 1, "a\"b").getFirst().column("a\"b");

    for (int row = 0; row < strange.size(); row++) {
      assertThat(column.value(row)).isEqualTo(strange.get(row));
    }
  }

  @Test
  void columns_inOrderOfTheFile_withTheirTypes() throws Exception {
    try (ExamplesReader reader = ExamplesReader.open(examples(5), folder.resolve("work"), 1)) {
      assertThat(reader.columns().keySet())
          .containsExactly("id", "number", "flag", "moment", "few", "many", "nothing");
      assertThat(reader.columns().values())
          .containsExactly(
              DataType.INTEGER,
              DataType.NUMBER,
              DataType.BOOLEAN,
              DataType.TIMESTAMP,
              DataType.STRING,
              DataType.STRING,
              DataType.STRING);
      assertThat(reader.rows("train")).isEqualTo(5);
    }
  }

  @Test
  void read_unknownSplitOrColumn_saysWhatThereIs() throws Exception {
    Examples examples = examples(5);

    assertThatThrownBy(() -> read(examples, "test", 1, "id"))
        .isInstanceOf(UserError.class)
        .hasMessage("the examples have no split 'test'; there are [train]");
    assertThatThrownBy(() -> readAs(examples, "ids", DataType.INTEGER))
        .isInstanceOf(UserError.class)
        .hasMessage("the examples have no column 'ids'");
    assertThatThrownBy(() -> readAs(examples, "many", DataType.NUMBER))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'many' is string, expected number");
  }

  @Test
  void read_integersAsNumbers_widensThem() throws Exception {
    Column column = readAs(examples(3), "id", DataType.NUMBER).column("id");

    assertThat(((Column.Doubles) column).values()).containsExactly(0, 1, 2);
  }

  private Batch readAs(Examples examples, String column, DataType type) throws Exception {
    List<Batch> batches = new ArrayList<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, folder.resolve("work"), 1)) {
      reader.read("train", new LinkedHashMap<>(Map.of(column, type)), batches::add);
    }
    return batches.getFirst();
  }
}
