package dev.millrace.data.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.profile.Look.Occurrence;
import dev.millrace.model.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingTextsTest {

  @TempDir private Path directory;

  @Test
  void open_numbersAmongManyMarks_areNumbersThatAreMostlyMissing() throws Exception {
    try (Look look = look("size,weight", row -> (row % 20 == 7 ? "2.5" : "?") + "," + row)) {
      assertThat(look.texts().missing()).containsExactly("?");
      assertThat(look.columns().getFirst().is(DataType.NUMBER)).isTrue();
      assertThat(look.columns().getFirst().missing()).isEqualTo(95);
      assertThat(look.marks()).isEmpty();
    }
  }

  /** As pandas writes them; they made a column of texts of it, each an id. */
  @Test
  void open_infinityAmongNumbers_isMissing() throws Exception {
    try (Look look =
        look(
            "size,weight",
            row -> List.of("inf", "-Infinity", "NaN", row + ".5").get(row % 4) + "," + row)) {
      assertThat(look.texts().missing()).containsExactly("-Infinity", "NaN", "inf");
      assertThat(look.columns().getFirst().is(DataType.NUMBER)).isTrue();
      assertThat(look.columns().getFirst().missing()).isEqualTo(75);
    }
  }

  @Test
  void marks_inTexts_areCountedByColumnAndStayValues() throws Exception {
    try (Look look =
        look(
            "\"the \"\"plan\"\"\",town,all",
            row -> List.of("plus", " N/A", "?", "?").get(row % 4) + ",t" + row % 3 + ",?")) {
      assertThat(look.texts().missing()).isEmpty();
      assertThat(look.marks()).containsOnlyKeys("the \"plan\"", "all");
      assertThat(look.marks().get("the \"plan\""))
          .containsExactly(new Occurrence("?", 50), new Occurrence(" N/A", 25));
      assertThat(look.columns().getFirst().missing()).isZero();
    }
  }

  private Look look(String header, IntFunction<String> row) throws Exception {
    Files.writeString(
        directory.resolve("rows.csv"),
        IntStream.range(0, 100)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n")));
    Path work = Files.createDirectories(directory.resolve("work"));
    return Look.open(RowsPlace.find("rows.csv", directory), work);
  }
}
