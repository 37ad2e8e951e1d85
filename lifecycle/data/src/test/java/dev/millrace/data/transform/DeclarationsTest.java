package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  private static final FeatureSpec.Vocabulary VOCABULARY = new FeatureSpec.Vocabulary(10, 1);

  @Test
  void read_fittingDeclarations_givesFeaturesByName() {
    assertThat(
            read(
                Map.of(
                    "z", plain("distance"),
                    "a", part("date", DatePart.HOUR),
                    "m", vocabulary("origin"))))
        .containsExactly(
            new Feature.Part("a", "date", DatePart.HOUR),
            new Feature.Indexed("m", "origin", VOCABULARY),
            new Feature.Plain("z", "distance"));
  }

  @Test
  void read_manyMistakes_namesThemAll() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "a", plain("distanse"),
                        "b", plain("late"),
                        "c", plain("origin"),
                        "d", plain("date"),
                        "e", part("distance", DatePart.WEEKDAY),
                        "late", plain("distance"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'a': there is no column 'distanse', did you mean 'distance'?")
        .hasMessageContaining("'b': it is made of the label")
        .hasMessageContaining("'c': column 'origin' is string: say vocabulary")
        .hasMessageContaining("'d': column 'date' is timestamp: say which part")
        .hasMessageContaining("'e': column 'distance' is integer")
        .hasMessageContaining("'late': it has the name of the label");
  }

  @Test
  void read_nothingDeclared_saysSo() {
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("no feature is declared");
  }

  private static List<Feature> read(Map<String, FeatureSpec> specs) {
    SequencedMap<String, DataType> columns = new LinkedHashMap<>();
    columns.put("date", DataType.TIMESTAMP);
    columns.put("distance", DataType.INTEGER);
    columns.put("origin", DataType.STRING);
    columns.put("late", DataType.BOOLEAN);
    return Declarations.read(specs, columns, "late");
  }

  private static FeatureSpec plain(String from) {
    return new FeatureSpec(from, Optional.empty(), Optional.empty());
  }

  private static FeatureSpec part(String from, DatePart part) {
    return new FeatureSpec(from, Optional.of(part), Optional.empty());
  }

  private static FeatureSpec vocabulary(String from) {
    return new FeatureSpec(from, Optional.empty(), Optional.of(VOCABULARY));
  }
}
