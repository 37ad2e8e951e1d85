package dev.millrace.evaluation;

import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.evaluation.EvaluationReport.ModelFigures;
import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.Thresholds;
import dev.millrace.evaluation.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a model on rows it has not learnt from, beside a baseline on the same rows, and blesses
 * it or not. A model that is not blessed is no failure: the steps that need the blessing refuse.
 */
@Named("evaluate")
@Doc("Measures a model and decides by thresholds whether it is good enough.")
public final class Evaluate implements Component<Evaluate.Inputs, Evaluate.Outputs> {

  /** What to evaluate, and what to ask of it. */
  public record Inputs(
      @Doc("Raw rows with their labels") Examples examples,
      @Doc("The model to decide on") Model model,
      @Doc("A model to be better than, such as champion") Optional<Model> baseline,
      @Doc("The label's column; the one the model learnt if not given")
          Value<Optional<String>> label,
      @Default("eval") @Doc("The split to evaluate on") Value<String> split,
      @Default("[]") @Doc("Groups of rows to look at: [[origin], [origin, hour(date)]]")
          Value<List<List<String>>> slices,
      @Default("100") @Range(min = 1) @Doc("Slices of fewer rows are left out")
          Value<Integer> minSliceSize,
      @Default("{}")
          @Doc(
              "What is good enough, by metric: auc: { at_least: 0.6 }, or better than the baseline")
          Value<Map<Metric, Bounds>> thresholds) {}

  /** What was found and decided. */
  public record Outputs(
      @Doc("Metrics, slices and the comparison with the baseline") Evaluation evaluation,
      @Doc("The decision, with every threshold") ModelBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Thresholds thresholds = Thresholds.of(inputs.thresholds().get());
    List<Scorer> scorers = scorers(inputs);
    String label =
        inputs.label().get().orElseGet(() -> scorers.getFirst().bundle().manifest().label());
    ScoredRows rows = score(inputs, label, scorers, task);
    Figures figures = new Figures(rows, inputs.baseline().isPresent(), inputs.minSliceSize().get());
    EvaluationReport report =
        new EvaluationReport(
            inputs.split().get(),
            label,
            rows.rows(),
            figures.ofModel(),
            figures.ofBaseline(),
            figures.comparisons(),
            figures.slices(),
            figures.smallSlices());
    record(report, task);
    Blessing blessing =
        thresholds.judge(figures.metrics(), inputs.baseline().map(baseline -> figures::compare));
    task.log(blessing.reason());
    return new Outputs(write(report, task), write(blessing, task));
  }

  private static List<Scorer> scorers(Inputs inputs) throws IOException {
    List<Scorer> scorers = new ArrayList<>();
    scorers.add(Scorer.open("model", inputs.model()));
    if (inputs.baseline().isPresent()) {
      scorers.add(Scorer.open("baseline", inputs.baseline().get()));
    }
    return scorers;
  }

  private static ScoredRows score(
      Inputs inputs, String label, List<Scorer> scorers, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      String split = inputs.split().get();
      ScoredRows rows =
          new ScoredRows(reader, split, label, scorers, inputs.slices().get(), task.threads());
      reader.read(
          split,
          rows.columns(),
          batch -> {
            if (task.cancelled()) {
              throw new InterruptedException("cancelled");
            }
            rows.add(batch);
            task.progress((double) rows.rows() / reader.rows(split), "scoring rows");
          });
      return rows;
    }
  }

  private static void record(EvaluationReport report, TaskContext task) {
    report.model().metrics().forEach((name, value) -> task.metric(name, value, 0));
    report
        .baseline()
        .map(ModelFigures::metrics)
        .ifPresent(
            metrics -> metrics.forEach((name, value) -> task.metric("baseline_" + name, value, 0)));
    report
        .comparisons()
        .forEach(
            comparison ->
                task.metric(comparison.metric() + "_improvement", comparison.improvement(), 0));
  }

  private static Evaluation write(EvaluationReport report, TaskContext task) throws IOException {
    Evaluation evaluation = task.stage(Evaluation.TYPE);
    Files.writeString(evaluation.file("evaluation.json"), Json.pretty(Json.tree(report)));
    return evaluation;
  }

  private static ModelBlessing write(Blessing decided, TaskContext task) throws IOException {
    ModelBlessing blessing = task.stage(ModelBlessing.TYPE);
    Files.writeString(blessing.file("blessing.json"), Json.pretty(Json.tree(decided)));
    blessing.property("blessed", decided.blessed());
    blessing.property("reason", decided.reason());
    return blessing;
  }
}
