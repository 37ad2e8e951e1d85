package dev.millrace.data.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.ExamplesDiff;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.diff.DataDiff.Change;
import dev.millrace.data.diff.DataDiff.Confusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffExamplesTest {

  @TempDir Path folder;

  private TestTask task = TestTask.in(Path.of(""));

  @BeforeEach
  void inFolder() {
    task = TestTask.in(folder);
  }

  /** Of {@code n} rows, those whose number is a multiple of 7 are of another class. */
  private Examples examples(String name, int n, String kind) throws Exception {
    String rows = "SELECT i AS id, i / 3 AS x, %s AS kind, 'kept' AS text FROM range(%d, %d) t(i)";
    return Tables.examples(
        folder.resolve(name),
        Map.of(
            "train", rows.formatted(kind, 0, n / 2),
            "eval", rows.formatted(kind, n / 2, n)));
  }

  private static DiffExamples.Inputs inputs(Examples before, Examples after, String key) {
    return new DiffExamples.Inputs(
        before,
        after,
        Value.of(List.of(key)),
        Value.of(Optional.of("kind")),
        Value.of(List.of("text")),
        Value.of(Optional.empty()),
        Value.of(2));
  }

  @Test
  void run_splitsMovedAndValuesChanged_comparesAllRowsTogether() throws Exception {
    Examples before = examples("before", 1000, "'a'");
    Examples after = examples("after", 1010, "CASE WHEN i % 7 = 0 THEN 'b' ELSE 'a' END");

    ExamplesDiff diff = new DiffExamples().run(inputs(before, after, "id"), task).diff();

    long sevenths = Stream.iterate(0, i -> i < 1000, i -> i + 7).count();
    DiffFile file = DiffFile.read(diff);
    assertThat(file.matched()).isEqualTo(1000);
    assertThat(file.changed()).isEqualTo(sevenths);
    assertThat(file.added().count()).isEqualTo(10);
    assertThat(file.added().keys()).containsExactly(List.of("1000"), List.of("1001"));
    assertThat(file.columns()).extracting(DiffFile.Column::name).containsExactly("x", "kind");
    assertThat(file.columns().getLast().samples())
        .containsExactly(new Change(List.of("0"), "a", "b"), new Change(List.of("7"), "a", "b"));
    assertThat(file.confusion().orElseThrow().cells())
        .containsExactly(
            new Confusion.Cell("a", "a", 1000 - sevenths), new Confusion.Cell("a", "b", sevenths));
    assertThat(diff.property("same").orElseThrow().booleanValue()).isFalse();
    assertThat(diff.property("changed").orElseThrow().longValue()).isEqualTo(sevenths);
    assertThat(task.lines())
        .containsExactly(
            "1000 rows matched, "
                + sevenths
                + " of them changed; 0 removed, 10 added, 0 ambiguous");
  }

  @Test
  void run_atAnyNumberOfThreads_writesTheSameBytes() throws Exception {
    Examples before = examples("before", 40_000, "i % 11");
    Examples after = examples("after", 40_100, "i % 13");

    byte[] one = bytes(new DiffExamples().run(inputs(before, after, "id"), task.threads(1)));
    byte[] four =
        bytes(
            new DiffExamples()
                .run(inputs(before, after, "id"), TestTask.in(folder.resolve("4")).threads(4)));

    assertThat(one).isEqualTo(four);
  }

  private static byte[] bytes(DiffExamples.Outputs outputs) throws Exception {
    return Files.readAllBytes(outputs.diff().file("diff.json"));
  }

  @Test
  void run_keyThatIsNotThere_isSaidWithTheNearest() throws Exception {
    Examples rows = examples("rows", 10, "1");

    assertThatThrownBy(() -> new DiffExamples().run(inputs(rows, rows, "idd"), task))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessage("before has no column 'idd'");
              assertThat(error.hint()).contains("did you mean 'id'?");
            });
  }
}
