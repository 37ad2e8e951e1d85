package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Trainer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Trains a binary classifier on the training split, and bundles it with its transform. */
@Named("train")
@Doc("Trains a model and bundles it with its transform, ready to serve.")
public final class Train implements Component<Train.Inputs, Train.Outputs> {

  /** What to learn from, and how. */
  public record Inputs(
      @Doc("Features to learn from, with their labels") TransformedExamples transformed,
      @Doc("The raw rows behind them, for sample requests") Examples examples,
      @Doc("The transform that made the features") TransformGraph transform,
      @Doc("What the raw rows should look like") Schema schema,
      @Doc("Of the raw rows: what monitoring compares with later") Statistics statistics,
      @Default("xgboost") @Doc("Which trainer: xgboost") Value<String> trainer,
      @Doc("The label's column; the one beside the features if not given")
          Value<Optional<String>> label,
      @Default("200") @Range(min = 1, max = 100_000) @Doc("How many trees") Value<Integer> rounds,
      @Default("6") @Range(min = 1, max = 20) @Doc("Most decisions from root to leaf")
          Value<Integer> depth,
      @Default("0.1") @Range(min = 1e-6, max = 1) @Doc("Share of each tree's weights that is kept")
          Value<Double> learningRate,
      @Default("1") @Range(min = 0, max = 1e9) @Doc("Least weight of the rows in a leaf")
          Value<Double> minChildWeight,
      @Default("1") @Range(min = 0.01, max = 1) @Doc("Share of the rows that each tree sees")
          Value<Double> subsample,
      @Default("1") @Range(min = 0.01, max = 1) @Doc("Share of the features that each tree sees")
          Value<Double> columnSample,
      @Default("1") @Range(min = 0, max = 1e9) @Doc("Penalty on the squared weights of leaves")
          Value<Double> l2,
      @Default("0") @Range(min = 0, max = Integer.MAX_VALUE) @Doc("Of all that is drawn by lot")
          Value<Integer> seed) {

    BoostingSettings settings() {
      return new BoostingSettings(
          rounds.get(),
          depth.get(),
          learningRate.get(),
          minChildWeight.get(),
          subsample.get(),
          columnSample.get(),
          l2.get(),
          seed.get());
    }
  }

  /** The bundle. */
  public record Outputs(@Doc("The model with its transform") Model model) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Trainer trainer = Trainers.named(inputs.trainer().get());
    String label = label(inputs);
    TransformFiles transform = TransformFiles.read(inputs.transform());
    ModelGraph.requireFreeOutput(transform);
    LabelledRows training = rows(inputs, Splits.TRAIN, label, task);
    TrainingRows.requireBothLabels(training, Splits.TRAIN, label);
    Optional<LabelledRows> validation = validation(inputs, label, task);
    BoostingSettings settings = inputs.settings();
    try (FittedModel model =
        trainer.fit(training, validation, settings, task.threads(), report(settings, task))) {
      BundleMaker maker = new BundleMaker(transform, inputs.schema(), inputs.statistics());
      return new Outputs(maker.make(trainer.name(), label, model, inputs.examples(), task));
    }
  }

  private static String label(Inputs inputs) {
    String kept = TransformedMatrix.label(inputs.transformed());
    String wanted = inputs.label().get().orElse(kept);
    if (!wanted.equals(kept)) {
      throw UserError.usage(
              "the label is '" + wanted + "', but the features were made beside '" + kept + "'")
          .hint("give the train and the transform step the same label");
    }
    return wanted;
  }

  private static Optional<LabelledRows> validation(Inputs inputs, String label, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    long rows = Splits.rows(inputs.transformed()).getOrDefault(Splits.EVAL, 0L);
    return rows == 0 ? Optional.empty() : Optional.of(rows(inputs, Splits.EVAL, label, task));
  }

  private static LabelledRows rows(Inputs inputs, String split, String label, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    TransformedMatrix matrix =
        TransformedMatrix.read(inputs.transformed(), split, task.workDirectory(), task.threads());
    task.log(matrix.rows() + " rows of " + matrix.features().size() + " features: " + split);
    return TrainingRows.of(matrix, split, label);
  }

  private static RoundListener report(BoostingSettings settings, TaskContext task) {
    return (completed, metrics) -> {
      metrics.forEach((name, value) -> task.metric(name, value, completed));
      task.progress(
          (double) completed / settings.rounds(),
          "round " + completed + " of " + settings.rounds());
      if (task.cancelled()) {
        throw new InterruptedException("cancelled");
      }
    };
  }
}
