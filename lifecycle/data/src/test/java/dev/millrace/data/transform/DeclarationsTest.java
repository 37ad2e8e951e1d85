package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Words;
import dev.millrace.model.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  @Test
  void read_fittingDeclarations_givesFeaturesByName() {
    assertThat(
            read(
                Map.of(
                    "z", FeatureSpec.from("distance").build(),
                    "a", FeatureSpec.from("date").part(DatePart.HOUR).build(),
                    "m", FeatureSpec.from("origin").vocabulary(Vocabulary.usual()).build())))
        .extracting(Feature::name)
        .containsExactly("a", "m", "z");
  }

  @Test
  void read_keysInAnyOrder_areAppliedInTheirOwn() {
    FeatureSpec spec =
        FeatureSpec.from("fare").buckets(1.0, 2.0).log().impute(Impute.number(3)).build();
    assertThat(read(Map.of("f", spec)))
        .singleElement()
        .extracting(feature -> ((Feature.Numbers) feature).steps())
        .isEqualTo(
            List.of(
                new NumberStep.Known(new FittedStep.Fill(3)),
                new NumberStep.Known(new FittedStep.Log()),
                new NumberStep.Known(new FittedStep.Buckets(List.of(1.0, 2.0)))));
  }

  @Test
  void read_manyMistakes_namesThemAll() {
    Map<String, FeatureSpec> wrong = new LinkedHashMap<>();
    wrong.put("a", FeatureSpec.from("distanse").build());
    wrong.put("b", FeatureSpec.from("late").build());
    wrong.put("c", FeatureSpec.from("origin").build());
    wrong.put("d", FeatureSpec.from("date").build());
    wrong.put("e", FeatureSpec.from("distance").part(DatePart.WEEKDAY).build());
    wrong.put("g", FeatureSpec.expression("distance / hours").build());
    wrong.put("h", FeatureSpec.expression("distance + origin").build());
    wrong.put("i", FeatureSpec.expression("1 + 2").build());
    wrong.put("j", FeatureSpec.from("fare").hash(10).build());
    wrong.put("k", FeatureSpec.cross("origin", "date").hash(10).build());
    wrong.put("l", FeatureSpec.from("distance").words(Words.top(3)).build());
    wrong.put("m", FeatureSpec.from("fare").impute(Impute.text("none")).build());
    wrong.put("n", scaledPer("fare"));
    wrong.put("o", scaledPer("late"));
    wrong.put("late", FeatureSpec.from("distance").build());
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'a': there is no column 'distanse', did you mean 'distance'?")
        .hasMessageContaining("'b': it is made of the label")
        .hasMessageContaining("'c': column 'origin' is string: say vocabulary")
        .hasMessageContaining("'d': column 'date' is timestamp: say which part")
        .hasMessageContaining("'e': column 'distance' is integer: only a timestamp has parts")
        .hasMessageContaining("'g': there is no column 'hours'")
        .hasMessageContaining("'h': column 'origin' is string: an expression is of numbers")
        .hasMessageContaining("'i': its expression names no column")
        .hasMessageContaining("'j': column 'fare' is number: a category is")
        .hasMessageContaining("'k': column 'date' is timestamp")
        .hasMessageContaining("'l': column 'distance' is integer: only a string has words")
        .hasMessageContaining("'m': numbers are imputed by a number")
        .hasMessageContaining("'n': column 'fare' is number: a category is")
        .hasMessageContaining("'o': it is made of the label")
        .hasMessageContaining("'late': it has the name of the label");
  }

  @Test
  void read_noFeature_isRefused() {
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("no feature is declared");
  }

  private static FeatureSpec scaledPer(String column) {
    return FeatureSpec.from("distance").scale(FeatureSpec.Scale.MIN_MAX).per(column).build();
  }

  private static List<Feature> read(Map<String, FeatureSpec> specs) {
    SequencedMap<String, DataType> columns = new LinkedHashMap<>();
    columns.put("date", DataType.TIMESTAMP);
    columns.put("distance", DataType.INTEGER);
    columns.put("fare", DataType.NUMBER);
    columns.put("origin", DataType.STRING);
    columns.put("late", DataType.BOOLEAN);
    return Declarations.read(specs, columns, "late");
  }
}
