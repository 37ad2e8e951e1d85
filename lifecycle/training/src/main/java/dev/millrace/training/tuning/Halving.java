package dev.millrace.training.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * When trials are compared, and how many go on: successive halving (K. Jamieson and A. Talwalkar,
 * AISTATS 2016) without waiting for a whole bracket, ASHA (L. Li et al., "A system for massively
 * parallel hyperparameter tuning", MLSys 2020).
 *
 * <p>A trial that reaches a rung goes on if it is among the best share of those that have reached
 * it so far, itself included, and is over if not: none is put aside to be taken up again, so that
 * no more models are in memory than trials run. "So far" goes by the numbers of trials, not by
 * time: a trial is compared with those before it, and waits for them, so that the same trials go on
 * however many run at once.
 *
 * @param rungs numbers of rounds, ascending
 * @param reduction one in so many goes on
 */
record Halving(List<Integer> rungs, int reduction) {

  Halving {
    rungs = List.copyOf(rungs);
  }

  /**
   * Rungs from some rounds on, each so many times as high as the one below.
   *
   * @param rounds of a whole trial
   */
  static Halving of(int first, int reduction, int rounds) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = first; rung < rounds; rung *= reduction) {
      rungs.add((int) rung);
    }
    return new Halving(rungs, reduction);
  }

  /** How many rungs a trial passed: all if it finished, −1 if it failed. */
  int passed(Trial trial) {
    return switch (trial.state()) {
      case FINISHED -> rungs.size();
      case STOPPED -> rungs.indexOf(trial.rounds());
      case FAILED -> -1;
    };
  }

  /**
   * Whether a trial is among the best.
   *
   * @param loss its own
   * @param before those of earlier trials at the same rung
   */
  boolean goesOn(double loss, List<Double> before) {
    long better = before.stream().filter(other -> other <= loss).count();
    return better < Math.max(1, (before.size() + 1) / reduction);
  }
}
