package dev.millrace.training.trainer;

import dev.millrace.training.trainer.Objective.Loss;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Losses by their definitions, to hold those against that trainers report. */
final class Losses {

  private Losses() {}

  /** What {@link Objective#metric} names, of predictions row after row. */
  static double of(Objective objective, LabelledRows rows, float[] predictions) {
    return switch (objective) {
      case Objective.Binary() -> mean(rows, row -> logLoss(rows.labels()[row], predictions[row]));
      case Objective.Multiclass(int classes) ->
          mean(rows, row -> -Math.log(predictions[row * classes + (int) rows.labels()[row]]));
      case Objective.Regression(Loss loss, double quantile) -> {
        double mean = mean(rows, row -> loss(loss, quantile, rows.labels()[row], predictions[row]));
        yield loss == Loss.SQUARED ? Math.sqrt(mean) : mean;
      }
      case Objective.Ranking() -> ndcg(rows, predictions);
    };
  }

  /** The share of pairs of a row of label 1 and one of label 0 that are in order; ties are half. */
  static double auc(LabelledRows rows, float[] probabilities) {
    double ordered = 0;
    double all = 0;
    for (int one = 0; one < probabilities.length; one++) {
      for (int zero = 0; zero < probabilities.length; zero++) {
        if (rows.labels()[one] == 1 && rows.labels()[zero] == 0) {
          double weight = weight(rows, one) * weight(rows, zero);
          int order = Float.compare(probabilities[one], probabilities[zero]);
          ordered += weight * (1 + order) / 2;
          all += weight;
        }
      }
    }
    return ordered / all;
  }

  @FunctionalInterface
  private interface OfRow {
    double loss(int row);
  }

  private static double weight(LabelledRows rows, int row) {
    return rows.weights().map(weights -> (double) weights[row]).orElse(1.0);
  }

  private static double mean(LabelledRows rows, OfRow loss) {
    double sum = 0;
    double all = 0;
    for (int row = 0; row < rows.labels().length; row++) {
      sum += weight(rows, row) * loss.loss(row);
      all += weight(rows, row);
    }
    return sum / all;
  }

  private static double logLoss(double label, double probability) {
    return -Math.log(label == 1 ? probability : 1 - probability);
  }

  private static double loss(Loss loss, double quantile, double label, double prediction) {
    double above = label - prediction;
    return switch (loss) {
      case SQUARED -> above * above;
      case ABSOLUTE -> Math.abs(above);
      case QUANTILE -> above > 0 ? quantile * above : (quantile - 1) * above;
      case POISSON -> {
        double factorial = IntStream.rangeClosed(1, (int) label).mapToDouble(Math::log).sum();
        yield prediction - label * Math.log(prediction) + factorial;
      }
    };
  }

  /** K. Järvelin and J. Kekäläinen, 2002, with gains 2^grade − 1; 1 where no row is relevant. */
  private static double ndcg(LabelledRows rows, float[] scores) {
    int[] groups = rows.groups().orElseThrow();
    double sum = 0;
    int start = 0;
    for (int size : groups) {
      double ideal = gain(rows, start, size, row -> -rows.labels()[row]);
      sum += ideal == 0 ? 1 : gain(rows, start, size, row -> -scores[row]) / ideal;
      start += size;
    }
    return sum / groups.length;
  }

  private static double gain(LabelledRows rows, int start, int size, OfRow order) {
    int[] ordered =
        IntStream.range(start, start + size)
            .boxed()
            .sorted(Comparator.comparingDouble(order::loss))
            .mapToInt(Integer::intValue)
            .toArray();
    double gain = 0;
    for (int place = 0; place < size; place++) {
      gain +=
          (Math.pow(2, rows.labels()[ordered[place]]) - 1) / (Math.log(place + 2) / Math.log(2));
    }
    return gain;
  }
}
