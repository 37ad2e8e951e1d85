package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.core.io.NumberInput;

/** The rows that a model learns from and those it is scored on. */
final class Watches implements AutoCloseable {

  private final NativeMatrix training;
  private final SequencedMap<String, NativeMatrix> scored;
  private final DMatrix[] matrices;
  private final String[] names;

  /** What XGBoost calls scores, such as {@code eval-logloss}, and our names. */
  private final Map<String, String> ours = new HashMap<>();

  private Watches(NativeMatrix training, SequencedMap<String, NativeMatrix> scored) {
    this.training = training;
    this.scored = scored;
    this.matrices = scored.values().stream().map(NativeMatrix::matrix).toArray(DMatrix[]::new);
    this.names = scored.keySet().toArray(String[]::new);
  }

  static Watches open(TrainingOrder order) throws XGBoostError {
    List<Integer> categorical = order.settings().categorical();
    NativeMatrix training = NativeMatrix.of(order.training(), categorical);
    SequencedMap<String, NativeMatrix> scored = new LinkedHashMap<>();
    try {
      Optional<LabelledRows> some = order.scoredTraining();
      scored.put(
          Boosting.TRAIN, some.isPresent() ? NativeMatrix.of(some.get(), categorical) : training);
      if (order.validation().isPresent()) {
        scored.put(Boosting.EVAL, NativeMatrix.of(order.validation().get(), categorical));
      }
      return new Watches(training, scored);
    } catch (XGBoostError | RuntimeException e) {
      close(training, scored.values());
      throw e;
    }
  }

  DMatrix training() {
    return training.matrix();
  }

  /** The scores of a round, by names such as {@code eval_log_loss}; undefined ones are left out. */
  SequencedMap<String, Double> scores(Booster booster, int round) throws XGBoostError {
    return parse(booster.evalSet(matrices, names, round));
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

  /**
   * Reads a line such as {@code [7]<tab>train-logloss:0.43<tab>eval-logloss:0.44}. There is one
   * after each round, when the library has all processors: code that is called so seldom is not
   * compiled, so it is little, and Jackson reads the numbers, whose code is compiled by then.
   */
  private SequencedMap<String, Double> parse(String line) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    int start = line.indexOf('\t') + 1;
    while (start > 0) {
      int next = line.indexOf('\t', start) + 1;
      int colon = line.indexOf(':', start);
      String value = next > 0 ? line.substring(colon + 1, next - 1) : line.substring(colon + 1);
      // Only nan and inf have this letter.
      if (value.indexOf('n') < 0) {
        String name = ours.computeIfAbsent(line.substring(start, colon), Watches::ours);
        scores.put(name, NumberInput.parseDouble(value, true));
      }
      start = next;
    }
    return scores;
  }

  private static String ours(String name) {
    int dash = name.indexOf('-');
    return name.substring(0, dash) + "_" + Objectives.ours(name.substring(dash + 1));
  }

  @Override
  public void close() {
    close(training, scored.values());
  }

  private static void close(NativeMatrix training, Collection<NativeMatrix> scored) {
    Stream.concat(Stream.of(training), scored.stream()).distinct().forEach(NativeMatrix::close);
  }
}
