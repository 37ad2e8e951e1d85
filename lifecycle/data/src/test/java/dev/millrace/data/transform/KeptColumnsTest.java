package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.DataType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptColumnsTest {

  private static final FeatureSpec FEATURE = FeatureSpec.from("x").build();

  @TempDir private Path directory;

  @Test
  void read_columnsOfEachType_areAsTheyWere() throws Exception {
    TransformedMatrix matrix =
        read(
            """
            SELECT i::DOUBLE AS x, i - 1 AS whole, i / 4 AS part, i = 2 AS truth,
              ['b', NULL, 'a', 'b'][i + 1] AS text, TIMESTAMP '1969-12-31 23:59:59' AS moment
            FROM range(4) t(i) ORDER BY i
            """,
            List.of("whole", "part", "truth", "text", "moment", "x"));

    assertThat(numbers(matrix, "whole", DataType.INTEGER)).containsExactly(-1, 0, 1, 2);
    assertThat(numbers(matrix, "part", DataType.NUMBER)).containsExactly(0, 0.25, 0.5, 0.75);
    assertThat(numbers(matrix, "truth", DataType.BOOLEAN)).containsExactly(0, 0, 1, 0);
    assertThat(numbers(matrix, "moment", DataType.TIMESTAMP)).containsOnly(-1_000_000);
    assertThat(numbers(matrix, "x", DataType.NUMBER)).containsExactly(0, 1, 2, 3);
    KeptColumn.Texts texts = (KeptColumn.Texts) matrix.column("text");
    assertThat(texts.texts()).containsExactly("b", "a");
    assertThat(texts.codes()).containsExactly(0, -1, 1, 0);
    assertThat(texts.missing()).isOne();
    assertThat(matrix.features()).containsExactly("f");
  }

  @Test
  void read_rowsWithoutAValue_areNaNAndCounted() throws Exception {
    TransformedMatrix matrix =
        read(
            """
            SELECT 1.5 AS x, nullif(i, 1) AS whole, CASE i WHEN 0 THEN 'NaN'::DOUBLE WHEN 2 THEN 0.5 END AS part,
              nullif(i = 2, true) AS truth
            FROM range(3) t(i) ORDER BY i
            """,
            List.of("whole", "part", "truth"));

    assertThat(numbers(matrix, "whole", DataType.INTEGER)).containsExactly(0, Double.NaN, 2);
    assertThat(numbers(matrix, "part", DataType.NUMBER))
        .containsExactly(Double.NaN, Double.NaN, 0.5);
    assertThat(numbers(matrix, "truth", DataType.BOOLEAN)).containsExactly(0, 0, Double.NaN);
    for (String column : List.of("whole", "part", "truth")) {
      assertThat(matrix.column(column).missing()).as(column).isOne();
    }
  }

  @Test
  void read_columnThatWasNotAskedFor_isNotThere() throws Exception {
    Transform.Outputs outputs =
        new Transforming(directory).keeping("SELECT 1.5 AS x, 2 AS k", FEATURE, List.of("k"));
    TransformedMatrix matrix =
        TransformedMatrix.read(outputs.transformed(), Splits.TRAIN, List.of(), 1);

    assertThat(TransformedMatrix.kept(outputs.transformed())).containsExactly("k");
    assertThatThrownBy(() -> matrix.column("k")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_integerTooLargeForADouble_isRefused() {
    assertThatThrownBy(() -> read("SELECT 1.5 AS x, 9007199254740993 AS k", List.of("k")))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'k' has the integer 9007199254740993");
  }

  @Test
  void keep_columnThatIsNotThere_isRefusedWithTheLikeliest() {
    assertThatThrownBy(() -> read("SELECT 1.5 AS x, 2 AS wight", List.of("weight")))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessage("the examples have no column 'weight' to keep");
              assertThat(error.hint().orElseThrow()).contains("did you mean 'wight'?");
            });
  }

  @Test
  void keep_columnNamedAsAFeature_isRefused() {
    assertThatThrownBy(() -> read("SELECT 1.5 AS x, 2 AS F", List.of("F")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the kept column 'F' and feature 'f' both have an output 'f'");
  }

  private TransformedMatrix read(String rows, List<String> kept) throws Exception {
    Transform.Outputs outputs = new Transforming(directory).keeping(rows, FEATURE, kept);
    return TransformedMatrix.read(outputs.transformed(), Splits.TRAIN, kept, 1);
  }

  private static double[] numbers(TransformedMatrix matrix, String column, DataType type) {
    KeptColumn.Numbers numbers = (KeptColumn.Numbers) matrix.column(column);
    assertThat(numbers.type()).isEqualTo(type);
    return numbers.values();
  }
}
