package dev.millrace.evaluation.metric;

import java.util.Locale;

/**
 * The metrics of a binary classifier, by their standard names. A decision is positive where the
 * score is greater than {@value #DECISION_THRESHOLD}, as in Keras's {@code BinaryAccuracy}.
 */
public enum Metric {
  /**
   * Probability that a positive example scores above a negative one, ties counting half: the
   * Mann–Whitney statistic. Hanley and McNeil, "The meaning and use of the area under a receiver
   * operating characteristic (ROC) curve", Radiology 143 (1982).
   */
  AUC(Direction.HIGHER_IS_BETTER),
  /** Mean of {@link RowLoss#logLoss}: binary cross-entropy in nats. */
  LOG_LOSS(Direction.LOWER_IS_BETTER),
  /** Share of right decisions. */
  ACCURACY(Direction.HIGHER_IS_BETTER),
  /** Share of positive labels among positive decisions. */
  PRECISION(Direction.HIGHER_IS_BETTER),
  /** Share of positive decisions among positive labels. */
  RECALL(Direction.HIGHER_IS_BETTER),
  /**
   * Mean squared difference of score and label. Brier, "Verification of forecasts expressed in
   * terms of probability", Monthly Weather Review 78 (1950), for two classes and halved, as is
   * usual now.
   */
  BRIER_SCORE(Direction.LOWER_IS_BETTER),
  /** Mean prediction divided by mean label, as TFMA defines it: 1 is right. */
  CALIBRATION(Direction.NEITHER),
  MEAN_PREDICTION(Direction.NEITHER),
  MEAN_LABEL(Direction.NEITHER),
  /** Rows, whatever their weights. */
  EXAMPLE_COUNT(Direction.NEITHER);

  /** Which way is better. */
  public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    NEITHER
  }

  public static final double DECISION_THRESHOLD = 0.5;

  private final Direction direction;

  Metric(Direction direction) {
    this.direction = direction;
  }

  public Direction direction() {
    return direction;
  }

  /** The standard name, such as {@code log_loss}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
