package dev.millrace.training.lightgbm;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A booster that grows, with the rows that it learns from and those it is scored on. */
final class Growth implements Boosting.Ensemble<RuntimeException>, AutoCloseable {

  private final Booster booster;
  private final List<Watched> watched;
  private final List<Dataset> datasets;
  private final int earlier;
  private final int outputs;

  /**
   * @param number of the rows' data set
   * @param constant what LightGBM leaves out of their loss
   */
  private record Watched(
      String split, String metric, int number, LabelledRows rows, double constant) {

    static Watched of(String split, int number, LabelledRows rows, Objective objective) {
      boolean poisson =
          objective instanceof Objective.Regression(Loss loss, double _) && loss == Loss.POISSON;
      double constant = poisson ? LogFactorials.mean(rows) : 0;
      return new Watched(split, objective.metric(), number, rows, constant);
    }

    void addTo(Map<String, Double> scores, Booster booster, boolean auc) {
      add(scores, metric, booster.metric(number) + constant);
      if (auc) {
        double[] predictions = booster.predictions(number, rows.labels().length);
        add(scores, "auc", Auc.of(predictions, rows));
      }
    }

    private void add(Map<String, Double> scores, String name, double value) {
      if (Double.isFinite(value)) {
        scores.put(split + "_" + name, value);
      }
    }
  }

  private Growth(
      Booster booster, List<Watched> watched, List<Dataset> datasets, int earlier, int outputs) {
    this.booster = booster;
    this.watched = watched;
    this.datasets = datasets;
    this.earlier = earlier;
    this.outputs = outputs;
  }

  /**
   * @param parameters of LightGBM
   * @throws UserError if there is an initial model that it cannot go on from
   */
  static Growth start(TrainingOrder order, String parameters) {
    if (order.initial().isEmpty()) {
      return start(order, parameters, Optional.empty());
    }
    try (InitialModel initial = InitialModel.read(order.initial().get(), order)) {
      return start(order, parameters, Optional.of(initial));
    }
  }

  private static Growth start(
      TrainingOrder order, String parameters, Optional<InitialModel> initial) {
    List<Dataset> datasets = new ArrayList<>();
    try {
      List<LabelledRows> rows = rows(order);
      for (LabelledRows each : rows) {
        Dataset dataset =
            datasets.isEmpty()
                ? Dataset.of(each, parameters)
                : datasets.getFirst().another(each, parameters);
        datasets.add(dataset);
        initial.ifPresent(model -> model.begin(dataset, each));
      }
      return new Growth(
          booster(datasets, parameters, initial),
          watched(order, rows),
          datasets,
          initial.map(InitialModel::rounds).orElse(0),
          order.objective().outputs());
    } catch (RuntimeException e) {
      datasets.forEach(Dataset::close);
      throw e;
    }
  }

  /** Of each data set: to learn from; those of them that are scored, if not all are; the others. */
  private static List<LabelledRows> rows(TrainingOrder order) {
    List<LabelledRows> rows = new ArrayList<>(List.of(order.training()));
    order.scoredTraining().ifPresent(rows::add);
    order.validation().ifPresent(rows::add);
    return rows;
  }

  private static Booster booster(
      List<Dataset> datasets, String parameters, Optional<InitialModel> initial) {
    Booster booster = Booster.create(datasets.getFirst(), parameters);
    try {
      initial.ifPresent(model -> booster.goOnFrom(model.booster()));
      datasets.subList(1, datasets.size()).forEach(booster::watch);
      return booster;
    } catch (RuntimeException e) {
      booster.close();
      throw e;
    }
  }

  private static List<Watched> watched(TrainingOrder order, List<LabelledRows> rows) {
    List<String> splits =
        order.validation().isPresent()
            ? List.of(Boosting.TRAIN, Boosting.EVAL)
            : List.of(Boosting.TRAIN);
    List<Watched> watched = new ArrayList<>();
    for (String split : splits) {
      int number = rows.size() - splits.size() + watched.size();
      watched.add(Watched.of(split, number, rows.get(number), order.objective()));
    }
    return watched;
  }

  @Override
  public int earlier() {
    return earlier;
  }

  @Override
  public boolean grow(int round) {
    return booster.grow();
  }

  @Override
  public Map<String, Double> scores(int round, boolean auc) {
    Map<String, Double> scores = new LinkedHashMap<>();
    watched.forEach(rows -> rows.addTo(scores, booster, auc));
    return scores;
  }

  @Override
  public float[] validation() {
    if (watched.size() == 1) {
      return new float[0];
    }
    Watched last = watched.getLast();
    int rows = last.rows().labels().length;
    double[] byOutput = booster.predictions(last.number(), rows * outputs);
    float[] byRow = new float[byOutput.length];
    for (int at = 0; at < byOutput.length; at++) {
      byRow[at % rows * outputs + at / rows] = (float) byOutput[at];
    }
    return byRow;
  }

  /** The first rounds, those of an initial model included, as text. */
  String text(int rounds) {
    return booster.text(rounds);
  }

  @Override
  public void close() {
    booster.close();
    datasets.forEach(Dataset::close);
  }
}
