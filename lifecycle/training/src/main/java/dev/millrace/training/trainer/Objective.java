package dev.millrace.training.trainer;

import dev.millrace.model.bundle.Task;

/** What a model learns: to predict what, and by which loss. */
public sealed interface Objective {

  Task task();

  /** Numbers that the model predicts of a row. */
  default int outputs() {
    return 1;
  }

  /** What is scored round by round: the loss itself, but for ranking. */
  default String metric() {
    return switch (this) {
      case Binary _, Multiclass _ -> "log_loss";
      case Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> "rmse";
            case ABSOLUTE -> "mae";
            case QUANTILE -> "quantile_loss";
            case POISSON -> "poisson_loss";
          };
      case Ranking _ -> "ndcg";
    };
  }

  /** Whether a higher {@link #metric} is the better one. */
  default boolean higherIsBetter() {
    return this instanceof Ranking;
  }

  /** The probability of label 1, by log loss. */
  record Binary() implements Objective {
    @Override
    public Task task() {
      return Task.BINARY;
    }
  }

  /**
   * The probability of each class, by log loss; labels are the numbers of classes, from 0.
   *
   * @param classes at least two
   */
  record Multiclass(int classes) implements Objective {
    @Override
    public Task task() {
      return Task.MULTICLASS;
    }

    @Override
    public int outputs() {
      return classes;
    }
  }

  /** A number: a statistic of the label given the features. */
  record Regression(Loss loss, double quantile) implements Objective {
    @Override
    public Task task() {
      return Task.REGRESSION;
    }
  }

  /** Scores whose order within a group is that of the labels, which are grades from 0 up. */
  record Ranking() implements Objective {
    @Override
    public Task task() {
      return Task.RANKING;
    }
  }

  /** What is the best prediction of a number. */
  enum Loss {
    /** The mean. */
    SQUARED,
    /** The median. */
    ABSOLUTE,
    /** A quantile (R. Koenker and G. Bassett, "Regression quantiles", 1978). */
    QUANTILE,
    /** The mean of a count, whose logarithm the trees add up. */
    POISSON
  }
}
