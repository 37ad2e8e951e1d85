package dev.millrace.evaluation;

import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.SliceRule;
import dev.millrace.evaluation.blessing.Thresholds;
import dev.millrace.evaluation.page.EvaluationPage;
import dev.millrace.evaluation.report.EvaluationReport;
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
@Example(
    """
    evaluate:
      uses: evaluate
      with:
        baseline: champion
        slices: [[origin], [origin, hour(date)]]
        slice_where: { night: "hour(date) < 6" }
        thresholds:
          auc: { at_least: 0.60, confidence: 95% }
          log_loss: { change: { better_by: 0.0 } }
        slice_thresholds:
          - { slice: night, thresholds: { log_loss: { at_most: 0.6 } } }
    """)
public final class Evaluate implements Component<Evaluate.Inputs, Evaluate.Outputs> {

  /** What to evaluate, and what to ask of it. */
  public record Inputs(
      @Doc("Raw rows with their labels") Examples examples,
      @Doc("The model to decide on") Model model,
      @Doc("A model to be better than, such as champion") Optional<Model> baseline,
      @Doc("The label's column; the one the model learnt if not given")
          Value<Optional<String>> label,
      @Doc("A column that says how much each row counts") Value<Optional<String>> weight,
      @Doc("Of a ranking model, the column that tells queries apart") Value<Optional<String>> group,
      @Default("eval") @Doc("The split to evaluate on") Value<String> split,
      @Default("0.5") @Doc("A probability above it is a positive decision")
          Value<Fraction> decisionThreshold,
      @Default("[]") @Doc("Metrics with a parameter, to be told too: [recall_at_precision@0.9]")
          Value<List<String>> metrics,
      @Default("[]") @Doc("Groups of rows to look at: [[origin], [origin, hour(date)]]")
          Value<List<List<String>>> slices,
      @Default("{}") @Doc("Conditions in SQL by name; the rows that meet one are looked at")
          Value<Map<String, String>> sliceWhere,
      @Default("100") @Range(min = 1) @Doc("Slices of fewer rows are left out")
          Value<Integer> minSliceSize,
      @Default("true") @Doc("Whether to search for slices on which the model is worse")
          Value<Boolean> findSlices,
      @Default("poisson_bootstrap")
          @Doc(
              "How confidence intervals are found: from rows drawn anew, from the rows without one part of them at a time, or not at all")
          Value<Intervals> intervals,
      @Default("100") @Range(min = 20, max = 10_000) @Doc("Replicates of poisson_bootstrap")
          Value<Integer> replicates,
      @Default("{}")
          @Doc(
              "What is good enough, by metric: auc: { at_least: 0.6 }, or better than the baseline")
          Value<Map<String, Bounds>> thresholds,
      @Default("[]")
          @Doc("The same for slices: { by: [origin], thresholds: { auc: { at_least: 0.55 } } }")
          Value<List<SliceRule>> sliceThresholds) {}

  /** What was found and decided. */
  public record Outputs(
      @Doc("Metrics, slices and the comparison with the baseline") Evaluation evaluation,
      @Doc("The decision, with every threshold") ModelBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Thresholds thresholds =
        new Thresholds(inputs.thresholds().get(), inputs.sliceThresholds().get());
    List<Scorer> scorers = scorers(inputs);
    Asked asked = Asked.of(inputs, thresholds, scorers.getFirst().bundle().manifest().label());
    ScoredRows rows = score(inputs, asked, scorers, task);
    Figures figures = Figures.of(rows, asked, task.threads());
    EvaluationReport report = figures.report();
    record(report, task);
    Blessing blessing = thresholds.judge(figures.evidence());
    task.log(blessing.reason());
    return new Outputs(write(report, blessing, task), write(blessing, task));
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
      Inputs inputs, Asked asked, List<Scorer> scorers, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      String split = asked.split();
      ScoredRows rows = new ScoredRows(reader, asked, scorers, task.threads());
      reader.read(
          split,
          rows.columns(),
          rows.conditions(),
          batch -> {
            if (task.cancelled()) {
              throw new InterruptedException("cancelled");
            }
            rows.add(batch);
            task.progress((double) rows.rows() / reader.rows(split), "scoring rows");
          });
      rows.requireWeight();
      return rows;
    }
  }

  private static void record(EvaluationReport report, TaskContext task) {
    report.model().metrics().forEach((name, value) -> task.metric(name, value, 0));
    report
        .baseline()
        .ifPresent(
            baseline ->
                baseline
                    .metrics()
                    .forEach((name, value) -> task.metric("baseline_" + name, value, 0)));
    report
        .comparisons()
        .forEach(
            comparison ->
                task.metric(comparison.metric() + "_improvement", comparison.improvement(), 0));
  }

  private static Evaluation write(EvaluationReport report, Blessing decided, TaskContext task)
      throws IOException {
    Evaluation evaluation = task.stage(Evaluation.TYPE);
    Files.writeString(evaluation.file("evaluation.json"), Json.pretty(Json.tree(report)));
    Files.writeString(evaluation.file("evaluation.html"), EvaluationPage.of(report, decided));
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
