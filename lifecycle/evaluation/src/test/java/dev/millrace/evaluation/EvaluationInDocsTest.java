package dev.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.Port;
import dev.millrace.core.yaml.YamlFile;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.SliceRule;
import dev.millrace.evaluation.metric.BinaryMeasure;
import dev.millrace.evaluation.metric.BinaryPlan;
import dev.millrace.evaluation.metric.Measure;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.MetricName;
import dev.millrace.evaluation.metric.RankingMeasure;
import dev.millrace.evaluation.metric.RegressionMeasure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/evaluation.md shows is what the program takes. */
class EvaluationInDocsTest {

  private static final Path PAGE = Path.of("../../docs/evaluation.md");

  private record Step(String uses, With with) {}

  private record With(
      String baseline,
      List<List<String>> slices,
      Map<String, String> sliceWhere,
      List<String> metrics,
      Map<String, Bounds> thresholds,
      List<SliceRule> sliceThresholds) {}

  @Test
  void example_asWritten_isRead() throws Exception {
    Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();

    With with =
        YamlFile.parse("docs/evaluation.md", block.group(1), Step.class, _ -> List.of()).with();

    assertThat(with.thresholds().get("auc")).isEqualTo(Bounds.atLeast(0.6).at(0.95));
    assertThat(with.sliceThresholds()).hasSize(3);
    List<MetricName> asked =
        Stream.of(
                with.metrics().stream(),
                with.thresholds().keySet().stream(),
                with.sliceThresholds().stream()
                    .flatMap(rule -> rule.thresholds().keySet().stream()))
            .flatMap(names -> names)
            .map(MetricName::parse)
            .toList();
    assertThat(BinaryPlan.of(0.5, asked)).isNotNull();
  }

  @Test
  void page_namesEveryInputAndMetric() throws Exception {
    String page = Files.readString(PAGE);
    double[] one = {1};
    Stream<Measure> measures =
        Stream.of(
            BinaryMeasure.of(BinaryPlan.USUAL, one, one),
            RegressionMeasure.of(one, one, List.of()),
            RankingMeasure.of(one, one, new int[1], List.of()));
    assertThat(measures.flatMap(measure -> measure.metrics().stream()).map(Metric::name))
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(
            Components.installed().signature("evaluate").orElseThrow().inputs().stream()
                .map(Port::name))
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
