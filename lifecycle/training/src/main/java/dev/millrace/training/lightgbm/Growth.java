package dev.millrace.training.lightgbm;

import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A booster that grows, with the rows that it learns from and those it is scored on. */
final class Growth implements Boosting.Ensemble<RuntimeException>, AutoCloseable {

  private final Booster booster;
  private final List<Watched> watched;
  private final Deque<Dataset> datasets;

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

  private Growth(Booster booster, List<Watched> watched, Deque<Dataset> datasets) {
    this.booster = booster;
    this.watched = watched;
    this.datasets = datasets;
  }

  /**
   * @param parameters of LightGBM
   */
  static Growth start(TrainingOrder order, String parameters) {
    Deque<Dataset> datasets = new ArrayDeque<>();
    try {
      Dataset training = Dataset.of(order.training(), parameters);
      datasets.push(training);
      order.validation().ifPresent(rows -> datasets.push(training.another(rows, parameters)));
      Booster booster = Booster.create(training, parameters);
      List<Watched> watched = new ArrayList<>();
      watched.add(Watched.of(Boosting.TRAIN, 0, order.training(), order.objective()));
      order
          .validation()
          .ifPresent(
              rows -> {
                booster.watch(datasets.peek());
                watched.add(Watched.of(Boosting.EVAL, 1, rows, order.objective()));
              });
      return new Growth(booster, watched, datasets);
    } catch (RuntimeException e) {
      datasets.forEach(Dataset::close);
      throw e;
    }
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

  /** The first rounds as text. */
  String text(int rounds) {
    return booster.text(rounds);
  }

  @Override
  public void close() {
    booster.close();
    datasets.forEach(Dataset::close);
  }
}
