package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlEditTest {

  private static final String TEXT =
      """
      # What a flight looks like 😀.
      features:
        date: { type: timestamp }  # when it left
        distance:
          type: integer
          max: 5500   # miles

        origin:
          values: &airports [
            ABE, "ABI",
            ABQ
          ]
        destination: { values: *airports, label: true }
      rows: {}
      """;

  private static final List<String> DISTANCE = List.of("features", "distance");

  @Test
  void set_keyThatIsThere_changesOnlyItsValue() {
    YamlEdit edit = YamlEdit.of(TEXT);

    assertThat(edit.set(DISTANCE, "max", "6000")).isTrue();
    assertThat(edit.set(List.of("features", "date"), "type", "{ a: 1 }")).isTrue();

    assertThat(edit.text())
        .contains(TEXT.replace("5500 ", "6000 ").replace("type: timestamp", "type: { a: 1 }"));
  }

  @Test
  void set_keyThatIsNew_standsAfterTheOthers() {
    YamlEdit edit = YamlEdit.of(TEXT);

    assertThat(edit.set(DISTANCE, "min", "3")).isTrue();
    assertThat(edit.set(List.of("features", "date"), "nullable", "true")).isTrue();
    assertThat(edit.set(List.of("features"), "new", "{ type: string }")).isTrue();
    assertThat(edit.set(List.of("rows"), "min", "7")).isTrue();
    assertThat(edit.set(List.of(), "rules", "{}")).isTrue();

    assertThat(edit.text())
        .contains(
            TEXT.replace("# miles\n", "# miles\n    min: 3\n")
                    .replace("type: timestamp", "type: timestamp, nullable: true")
                    .replace("label: true }\n", "label: true }\n  new: { type: string }\n")
                    .replace("rows: {}\n", "rows: { min: 7}\nrules: {}")
                + "\n");
  }

  @Test
  void set_whereNoMappingIs_doesNothing() {
    YamlEdit edit = YamlEdit.of(TEXT);

    assertThat(edit.set(List.of("features", "nowhere"), "a", "1")).isFalse();
    assertThat(edit.set(List.of("features", "destination", "values"), "a", "1")).isFalse();
    assertThat(edit.text()).contains(TEXT);
  }

  @Test
  void remove_key_takesItsSeparatorToo() {
    YamlEdit edit = YamlEdit.of(TEXT);

    assertThat(edit.remove(DISTANCE, "max")).isTrue();
    assertThat(edit.remove(List.of("features", "destination"), "values")).isTrue();
    assertThat(edit.remove(List.of("features", "origin"), "values")).isFalse();
    assertThat(edit.remove(DISTANCE, "nothing")).isFalse();

    assertThat(edit.text())
        .contains(TEXT.replace("    max: 5500   # miles\n", "").replace("values: *airports, ", ""));
  }

  @Test
  void append_toAnAlias_addsToItsAnchorWhatIsNotThere() {
    YamlEdit edit = YamlEdit.of(TEXT);

    assertThat(
            edit.append(
                List.of("features", "destination", "values"),
                new LinkedHashMap<>(Map.of("ABI", "ABI"))))
        .isTrue();
    assertThat(
            edit.append(
                List.of("features", "destination", "values"),
                new LinkedHashMap<>(Map.of("no", "\"no\""))))
        .isTrue();
    assertThat(edit.append(DISTANCE, new LinkedHashMap<>())).isFalse();

    assertThat(edit.text()).contains(TEXT.replace("ABQ", "ABQ, \"no\""));
  }

  @Test
  void text_ofChangesInEachOthersWay_isNone() {
    YamlEdit edit = YamlEdit.of("{ a: 1, b: 2, c: 3 }");

    assertThat(edit.remove(List.of(), "a")).isTrue();
    assertThat(edit.remove(List.of(), "b")).isTrue();

    assertThat(edit.text()).isEmpty();
  }

  @Test
  void set_severalNewKeys_standInTheirOrder() {
    YamlEdit edit = YamlEdit.of("{ e: {}, f: { x: 1 } }");
    for (String key : List.of("p", "q", "r")) {
      edit.set(List.of("e"), key, "1");
      edit.set(List.of("f"), key, "2");
    }

    assertThat(edit.text()).contains("{ e: { p: 1, q: 1, r: 1}, f: { x: 1, p: 2, q: 2, r: 2 } }");
  }
}
