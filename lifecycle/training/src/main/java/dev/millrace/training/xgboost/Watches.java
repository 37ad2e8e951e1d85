package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The rows that a model learns from and those it is scored on. */
final class Watches implements AutoCloseable {

  private final NativeMatrix training;
  private final SequencedMap<String, NativeMatrix> scored = new LinkedHashMap<>();

  private Watches(NativeMatrix training) {
    this.training = training;
  }

  static Watches open(TrainingOrder order) throws XGBoostError {
    List<Integer> categorical = order.settings().categorical();
    Watches watches = new Watches(NativeMatrix.of(order.training(), categorical));
    try {
      Optional<LabelledRows> some = order.scoredTraining();
      watches.scored.put(
          Boosting.TRAIN,
          some.isPresent() ? NativeMatrix.of(some.get(), categorical) : watches.training);
      if (order.validation().isPresent()) {
        watches.scored.put(Boosting.EVAL, NativeMatrix.of(order.validation().get(), categorical));
      }
      return watches;
    } catch (XGBoostError | RuntimeException e) {
      watches.close();
      throw e;
    }
  }

  DMatrix training() {
    return training.matrix();
  }

  /** The scores of a round, by names such as {@code eval_log_loss}; undefined ones are left out. */
  SequencedMap<String, Double> scores(Booster booster, int round) throws XGBoostError {
    DMatrix[] watched = scored.values().stream().map(NativeMatrix::matrix).toArray(DMatrix[]::new);
    return parse(booster.evalSet(watched, scored.keySet().toArray(String[]::new), round));
  }

  /** Of the model so far, row after row; none if there are no such rows. */
  float[] validationPredictions(Booster booster) {
    NativeMatrix rows = scored.get(Boosting.EVAL);
    if (rows == null) {
      return new float[0];
    }
    try {
      return XgboostModel.flat(booster.predict(rows.matrix()));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot predict: " + e.getMessage(), e);
    }
  }

  /** Reads a line such as {@code [7]<tab>train-logloss:0.43<tab>eval-logloss:0.44}. */
  static SequencedMap<String, Double> parse(String line) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    List<String> parts = List.of(line.split("\t"));
    for (String part : parts.subList(1, parts.size())) {
      int colon = part.lastIndexOf(':');
      int dash = part.indexOf('-');
      String metric = Objectives.ours(part.substring(dash + 1, colon));
      double value = Double.parseDouble(part.substring(colon + 1).replace("nan", "NaN"));
      if (Double.isFinite(value)) {
        scores.put(part.substring(0, dash) + "_" + metric, value);
      }
    }
    return scores;
  }

  @Override
  public void close() {
    Stream.concat(Stream.of(training), scored.values().stream())
        .distinct()
        .forEach(NativeMatrix::close);
  }
}
