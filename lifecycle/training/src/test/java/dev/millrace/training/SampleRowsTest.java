package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRowsTest {

  @TempDir Path folder;

  @Test
  void pick_integersForAModelOfNumbers_areNumbers() throws Exception {
    Batch picked = SampleRows.pick(examples(), asking(DataType.NUMBER), 5);
    assertThat(picked.column("n"))
        .isInstanceOfSatisfying(
            Column.Doubles.class,
            column -> assertThat(column.values()).containsExactly(0, 1000, 2000, 3000, 4000));
  }

  @Test
  void pick_columnOfAnotherType_isRefused() throws Exception {
    Examples examples = examples();
    assertThatThrownBy(() -> SampleRows.pick(examples, asking(DataType.STRING), 5))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'n' of the examples is of type integer; the model takes string");
  }

  private Examples examples() throws Exception {
    return Tables.examples(
        folder, Map.of(Splits.TRAIN, "SELECT i::BIGINT AS n FROM range(5000) t(i) ORDER BY i"));
  }

  private static Signature asking(DataType type) {
    return new Signature(List.of(new Field("n", type, false)), List.of(), "UTC");
  }
}
