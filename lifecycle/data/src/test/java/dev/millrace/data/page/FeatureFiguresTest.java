package dev.millrace.data.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.Counts;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeatureFiguresTest {

  private static List<Mark> marks(Counts counts) {
    return FeatureFigures.of("f", counts.build().feature("f")).marks();
  }

  @Test
  void marks_ofRemarkableFeatures_nameWhatIs() {
    String[] ids = IntStream.range(0, 50).mapToObj(i -> "id" + i).toArray(String[]::new);

    assertThat(marks(new Counts().strings("f", null, null))).containsExactly(Mark.ALL_MISSING);
    assertThat(marks(new Counts().strings("f", null, null, "a", "b", null)))
        .containsExactly(Mark.MOSTLY_MISSING);
    assertThat(marks(new Counts().integers("f", 3, 3, 3))).containsExactly(Mark.CONSTANT);
    assertThat(marks(new Counts().strings("f", ids))).containsExactly(Mark.ALL_DIFFERENT);
    assertThat(marks(new Counts().integers("f", LongStream.range(0, 50).toArray())))
        .containsExactly(Mark.ALL_DIFFERENT);
    assertThat(marks(new Counts().numbers("f", Double.NaN, Double.NaN)))
        .containsExactly(Mark.NOT_FINITE);
    assertThat(marks(new Counts().numbers("f", 1, Double.NaN, 2))).containsExactly(Mark.NOT_FINITE);
  }

  @Test
  void marks_ofOrdinaryFeatures_areNone() {
    assertThat(marks(new Counts().numbers("f", 1, 2, 3, 4, 2, 3))).isEmpty();
    assertThat(marks(new Counts().strings("f", "a", "b", "a", null))).isEmpty();
    assertThat(marks(new Counts().booleans("f", true, false))).isEmpty();
  }

  /** Quartiles 2 and 4, so that the outer fences are −4 and 10. */
  @Test
  void marks_valueBeyondTheOuterFence_isFarOut() {
    assertThat(marks(new Counts().numbers("f", 1, 2, 2, 3, 4, 4, 10))).isEmpty();
    assertThat(marks(new Counts().numbers("f", 1, 2, 2, 3, 4, 4, 10.5)))
        .containsExactly(Mark.FAR_OUT);
  }

  @Test
  void values_ofEachType_areWords() {
    var counts =
        new Counts()
            .integers("n", 1, 5000, 123_456)
            .strings("s", "b", "b", "a\nc")
            .booleans("b", true, true, false)
            .build();

    assertThat(FeatureFigures.of("n", counts.feature("n")).values())
        .isEqualTo("1 … 5,000 … 123,456");
    assertThat(FeatureFigures.of("s", counts.feature("s")).values()).isEqualTo("b 66.7 %");
    assertThat(FeatureFigures.of("b", counts.feature("b")).values()).isEqualTo("66.7 % true");
  }

  @Test
  void figures_ofNumbers_keepFourDigitsAndWholeNumbersWhole() {
    assertThat(Figures.number(1234.5678)).isEqualTo("1,235");
    assertThat(Figures.number(0.000123456)).isEqualTo("0.0001235");
    assertThat(Figures.number(-0.00001)).isEqualTo("-1e-05");
    assertThat(Figures.number(12_345_678)).isEqualTo("12,345,678");
    assertThat(Figures.number(2.50)).isEqualTo("2.5");
    assertThat(Figures.percent(0.00001)).isEqualTo("<0.1 %");
    assertThat(Figures.percent(0.99999)).isEqualTo(">99.9 %");
    assertThat(Figures.value(DataType.TIMESTAMP, 978_307_200_000_000.0)).isEqualTo("2001-01-01");
    assertThat(Figures.value(DataType.TIMESTAMP, 978_307_261_000_000.0))
        .isEqualTo("2001-01-01 00:01:01");
  }
}
