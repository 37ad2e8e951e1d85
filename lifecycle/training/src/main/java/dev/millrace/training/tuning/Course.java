package dev.millrace.training.tuning;

import dev.millrace.training.trainer.RoundListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Follows a trial from round to round: scores it now and then, and ends it at a rung. */
final class Course implements RoundListener {

  private static final int MOST_POINTS = 12;

  private final int number;
  private final Trying trying;
  private final Board board;
  private final Halving halving;
  private final BooleanSupplier cancelled;
  private final int every;
  private final List<Trial.Point> curve = new ArrayList<>();
  private int completed;
  private boolean stopped;

  /**
   * @param rounds of the whole trial
   */
  Course(int number, int rounds, Search search, Board board) {
    this.number = number;
    this.trying = search.trying();
    this.board = board;
    this.halving = search.halving();
    this.cancelled = search.cancelled();
    this.every = Math.ceilDiv(rounds, MOST_POINTS);
  }

  List<Trial.Point> curve() {
    return curve;
  }

  int completed() {
    return completed;
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public void completed(int completed, Map<String, Double> metrics) throws InterruptedException {
    this.completed = completed;
    if (Thread.interrupted() || cancelled.getAsBoolean()) {
      throw new InterruptedException("cancelled");
    }
  }

  @Override
  public boolean goesOn(int completed, Supplier<float[]> validation) throws InterruptedException {
    int rung = halving.rungs().indexOf(completed);
    if (rung < 0 && completed % every != 0) {
      return true;
    }
    double value = scored(completed, validation.get());
    stopped = rung >= 0 && !board.goesOn(number, rung, trying.loss(value));
    return !stopped;
  }

  /**
   * Adds a point to the curve.
   *
   * @throws NotANumber if the metric is not defined
   */
  double scored(int completed, float[] predictions) {
    double value = trying.value(predictions);
    if (!Double.isFinite(value)) {
      throw new NotANumber(trying.metric(), completed);
    }
    curve.add(new Trial.Point(completed, value));
    return value;
  }

  /** A trial has no value to go by. */
  static final class NotANumber extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotANumber(TrialMetric metric, int completed) {
      super(
          metric.name().toLowerCase(java.util.Locale.ROOT)
              + " is not a finite number after "
              + completed
              + " rounds");
    }
  }
}
