package dev.millrace.training.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What trials know of each other while they run on several threads. One that asks about earlier
 * ones waits until these have come far enough; the earliest that runs waits for none.
 */
final class Board {

  private final @Nullable Trial[] ended;
  private final double[][] losses;
  private final Halving halving;
  private final Consumer<Trial> listener;
  private int told;

  /**
   * @param listener told of each trial in their order, once those before have ended too
   */
  Board(int trials, Halving halving, Consumer<Trial> listener) {
    this.ended = new Trial[trials];
    this.losses = new double[trials][halving.rungs().size()];
    for (double[] of : losses) {
      Arrays.fill(of, Double.NaN);
    }
    this.halving = halving;
    this.listener = listener;
  }

  /** The first so many trials, when they have ended. */
  synchronized List<Trial> first(int count) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      while (ended[number] == null) {
        wait();
      }
      trials.add(ended[number]);
    }
    return trials;
  }

  /** Notes a loss at a rung. */
  synchronized void reached(int number, int rung, double loss) {
    losses[number][rung] = loss;
    notifyAll();
  }

  /** Notes a loss at a rung, and says whether the trial goes on. */
  synchronized boolean goesOn(int number, int rung, double loss) throws InterruptedException {
    reached(number, rung, loss);
    List<Double> before = new ArrayList<>();
    for (int other = 0; other < number; other++) {
      while (Double.isNaN(losses[other][rung]) && ended[other] == null) {
        wait();
      }
      if (!Double.isNaN(losses[other][rung])) {
        before.add(losses[other][rung]);
      }
    }
    return halving.goesOn(loss, before);
  }

  /**
   * Notes how a trial ended. If it finished, its last loss is also that at rungs it was not asked
   * at: its trainer does not ask, or had nothing more to learn.
   */
  synchronized void end(Trial trial, double loss) {
    double[] of = losses[trial.number()];
    for (int rung = 0; rung < of.length && trial.state() == Trial.State.FINISHED; rung++) {
      if (Double.isNaN(of[rung])) {
        of[rung] = loss;
      }
    }
    ended[trial.number()] = trial;
    while (told < ended.length && ended[told] != null) {
      listener.accept(Objects.requireNonNull(ended[told]));
      told++;
    }
    notifyAll();
  }
}
