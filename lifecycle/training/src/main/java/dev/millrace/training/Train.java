package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.HyperParameters;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.statistics.Workers;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.model.bundle.Task;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Trains a model on the training split, and bundles it with its transform. */
@Named("train")
@Doc("Trains a model and bundles it with its transform, ready to serve.")
@Example(
    """
    train:
      uses: train
      with:
        trainer: xgboost
        label: late
        rounds: 300
        early_stopping_rounds: 20
        depth: 5
        monotone: { distance: increasing }
    """)
public final class Train implements Component<Train.Inputs, Train.Outputs> {

  /**
   * To tell by what the features are worth. A row takes 1 ms with 200 trees of depth 6. On flights,
   * means of so many rows are 8 % off those of 20,000, on average, and of a hundred rows 6 %.
   */
  private static final int EXPLAINED_ROWS = 64;

  /** What to learn from, and how. */
  public record Inputs(
      @Doc("Features to learn from, with their labels") TransformedExamples transformed,
      @Doc("The raw rows behind them, for sample requests") Examples examples,
      @Doc("The transform that made the features") TransformGraph transform,
      @Doc("What the raw rows should look like") Schema schema,
      @Doc("Of the raw rows: what monitoring compares with later") Statistics statistics,
      @Doc("A model of the same trainer and features to train on from, such as champion")
          Optional<Model> initial,
      @Doc("Found by tune: they replace the parameters below of the same names")
          Optional<HyperParameters> hyperparameters,
      @Default("xgboost")
          @Doc("Which trainer: xgboost, lightgbm, linear, or baseline, which a model has to beat")
          Value<String> trainer,
      @Default("binary") @Doc("What to predict: a truth, a class, a number, or an order in groups")
          Value<Task> task,
      @Default("squared") @Doc("Of regression: whether to predict mean, median, quantile or count")
          Value<Objective.Loss> objective,
      @Default("0.5")
          @Range(min = 0.001, max = 0.999)
          @Doc("Of objective quantile: the quantile to predict")
          Value<Double> quantile,
      @Doc("Of trainer baseline: the feature that holds the label's last known value")
          Value<Optional<String>> lastValue,
      @Doc("The label's column; the one beside the features if not given")
          Value<Optional<String>> label,
      @Doc("A column that says how much each row counts; one that transform keeps")
          Value<Optional<String>> weight,
      @Doc("Of ranking: the column whose equal values make a group; one that transform keeps")
          Value<Optional<String>> group,
      @Default("{}") @Doc("How much rows of a class count, by class: { late: 3 }")
          Value<Map<String, Double>> classWeights,
      @Default("false") @Doc("Whether all classes count the same, however rare")
          Value<Boolean> balanced,
      @Default("200")
          @Range(min = 1, max = 100_000)
          @Doc(
              "How many trees, of several classes for each; of linear, how often all weights are improved")
          Value<Integer> rounds,
      @Default("0")
          @Range(min = 0, max = 100_000)
          @Doc("Stop when the eval split's loss has not fallen for so many rounds; 0 never does")
          Value<Integer> earlyStoppingRounds,
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
      @Default("0")
          @Range(min = 0, max = 1e9)
          @Doc("Penalty on the absolute weights of leaves, or of linear features")
          Value<Double> l1,
      @Default("1")
          @Range(min = 0, max = 1e9)
          @Doc("Penalty on the squared weights of leaves, or of linear features")
          Value<Double> l2,
      @Default("0")
          @Range(min = 0, max = 131_072)
          @Doc("Most leaves of a tree; 0 is as many as its depth allows")
          Value<Integer> leaves,
      @Default("{}") @Doc("Features whose rise may only raise, or only lower, the prediction")
          Value<Map<String, Monotone>> monotone,
      @Default("[]")
          @Doc(
              "Features that are codes of categories, of which trees ask for sets; for xgboost and lightgbm")
          Value<List<String>> categorical,
      @Default("0")
          @Range(min = 0, max = Integer.MAX_VALUE)
          @Doc("The seed of all that is drawn by lot")
          Value<Integer> seed) {

    BoostingSettings settings(List<String> features) {
      return new BoostingSettings(
          rounds.get(),
          depth.get(),
          learningRate.get(),
          minChildWeight.get(),
          subsample.get(),
          columnSample.get(),
          l1.get(),
          l2.get(),
          leaves.get(),
          earlyStoppingRounds.get(),
          Monotone.signs(monotone.get(), features),
          categories(features).numbers(),
          seed.get());
    }

    Categories categories(List<String> features) {
      return Categories.of(categorical.get(), monotone.get().keySet(), features);
    }

    /** The columns that are wanted beside the label. */
    List<String> kept() {
      return Stream.of(weight, group).flatMap(column -> column.get().stream()).toList();
    }
  }

  /** The bundle. */
  public record Outputs(@Doc("The model with its transform") Model model) {}

  @Override
  public Outputs run(Inputs given, TaskContext task) throws Exception {
    Inputs inputs = HyperParametersFile.applied(given, task);
    List<String> features = TransformedMatrix.features(inputs.transformed());
    Trainer trainer = Trainers.of(inputs, features);
    BoostingSettings settings = inputs.settings(features);
    // A search tries the settings of all its trainers together, so what was found is not held to
    // one.
    Trainers.requireUsed(Trainers.of(given, features), given.settings(features));
    Preparation preparation = Preparation.of(inputs);
    TransformFiles transform = TransformFiles.read(inputs.transform());
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<?> loaded = beside.submit(trainer::load);
      Future<Optional<TransformedMatrix>> held = beside.submit(() -> held(inputs, task));
      TransformedMatrix matrix =
          checked(
              inputs,
              read(inputs, Splits.TRAIN, Integer.MAX_VALUE, task.threads()),
              Splits.TRAIN,
              task);
      // Not while all threads read: the trainer takes the matrix in on one of them.
      Future<ComparedRows> compared =
          beside.submit(() -> ComparedRows.of(inputs.examples(), transform));
      TrainingRows rows = preparation.rows(matrix);
      Targets targets = rows.targets();
      Trainers.requireLearns(trainer, targets.objective());
      ModelGraph.requireFreeOutputs(transform, targets.objective().task(), targets.classes());
      LabelledRows training = rows.of(matrix, Splits.TRAIN);
      rows.requireDifferent(training, Splits.TRAIN);
      Optional<LabelledRows> validation =
          Workers.result(held)
              .map(eval -> rows.of(checked(inputs, eval, Splits.EVAL, task), Splits.EVAL));
      TrainingOrder order =
          new TrainingOrder(
              targets.objective(),
              training,
              validation,
              settings,
              task.threads(),
              InitialModel.saved(inputs.initial(), trainer, transform, targets));
      task.log(InitialModel.told(inputs.initial()));
      FeatureMatrix explained = validation.orElse(training).features().spread(EXPLAINED_ROWS);
      Workers.result(loaded);
      try (FittedModel model = trainer.fit(order, new RoundReport(settings.rounds(), task))) {
        BundleMaker maker =
            new BundleMaker(
                transform, inputs.schema(), inputs.statistics(), trainer.name(), targets);
        return new Outputs(maker.make(model, explained, Workers.result(compared), task));
      }
    }
  }

  /** The rows that the model is scored on, if there are any. */
  private static Optional<TransformedMatrix> held(Inputs inputs, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    if (Splits.rows(inputs.transformed()).getOrDefault(Splits.EVAL, 0L) == 0) {
      return Optional.empty();
    }
    boolean all = inputs.earlyStoppingRounds().get() > 0 || inputs.group().get().isPresent();
    // To pick some, each thread would count them all, beside those that read the rows to learn
    // from.
    return Optional.of(
        all
            ? read(inputs, Splits.EVAL, Integer.MAX_VALUE, task.threads())
            : read(inputs, Splits.EVAL, TrainingOrder.SCORED_ROWS, 1));
  }

  private static TransformedMatrix read(Inputs inputs, String split, int most, int threads)
      throws SQLException, IOException, InterruptedException {
    return TransformedMatrix.read(inputs.transformed(), split, inputs.kept(), most, threads);
  }

  private static TransformedMatrix checked(
      Inputs inputs, TransformedMatrix matrix, String split, TaskContext task) {
    inputs.categories(matrix.features()).require(matrix, split);
    task.log(matrix.rows() + " rows of " + matrix.features().size() + " features: " + split);
    return matrix;
  }
}
