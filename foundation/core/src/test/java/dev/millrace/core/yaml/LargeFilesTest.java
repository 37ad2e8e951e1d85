package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.sample.GraphComponents;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as large as they may be, made to take long: the answer comes in time and can be read. */
class LargeFilesTest {

  private static final Duration IN_TIME = Duration.ofSeconds(60);

  static Stream<Arguments> files() {
    return Stream.of(
        file("inputs that nothing makes", 9_000, i -> "s%d: { uses: report }"),
        file(
            "inputs with many makers",
            4_500,
            i -> "f%1$d: { uses: fit }\n  s%1$d: { uses: report }"),
        file("lists of all there is", 3_000, i -> "f%1$d: { uses: fit }\n  m%1$d: { uses: merge }"),
        file("steps that are not there", 9_000, i -> "s%1$d: { uses: fit, after: [x%1$d] }"),
        file("inputs that are not there", 9_000, i -> "s%1$d: { uses: fit, with: { x%1$d: 1 } }"),
        file(
            "references to what is not there",
            9_000,
            i -> "s%1$d: { uses: fit, with: { region: \"${steps.y%1$d.x}\" } }"),
        file(
            "formulas that are wrong",
            9_000,
            i -> "s%1$d: { uses: fit, with: { trees: \"${%1$d + 'x'}\" } }"),
        file("more steps than there may be", 20_000, i -> "s%1$d: { uses: fit }"));
  }

  private static Arguments file(String what, int count, IntFunction<String> step) {
    return Arguments.argumentSet(
        what,
        IntStream.range(0, count)
            .mapToObj(i -> "  " + step.apply(i).formatted(i) + "\n")
            .collect(Collectors.joining("", "name: p\nsteps:\n", "")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void lint_largeFile_answersInTime(String yaml) {
    assertThat(yaml.length()).isLessThan(SourceText.MAX_BYTES);
    Outcome outcome =
        Assertions.assertTimeout(IN_TIME, () -> Outcome.of(yaml, GraphComponents.all()));
    assertThat(outcome.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(Lint.MOST + 1);
    assertThat(outcome.text()).hasSizeLessThan(500_000);
  }

  @Test
  void lint_tooManyProblems_saysThatThereAreMore() {
    String keys =
        IntStream.range(0, 2_000).mapToObj(i -> "x" + i + ": 1\n").collect(Collectors.joining());
    Outcome outcome = Outcome.of("name: p\n" + keys, GraphComponents.all());
    assertThat(outcome.problems()).hasSize(Lint.MOST + 1);
    assertThat(outcome.text()).contains("1:1: there are more problems than the 500 that are named");
  }
}
