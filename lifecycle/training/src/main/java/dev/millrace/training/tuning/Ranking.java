package dev.millrace.training.tuning;

import java.util.Comparator;
import java.util.List;

/**
 * Trials that have a value, the worst first, so that better ones are drawn over them.
 *
 * @param tuning they are of
 */
record Ranking(Tuning tuning) {

  private static final int SHADES = 4;

  List<Trial> worstFirst() {
    return tuning.trials().stream()
        .filter(trial -> trial.state() != Trial.State.FAILED)
        .sorted(
            Comparator.comparing((Trial trial) -> trial.number() == tuning.best())
                .thenComparingDouble(this::goodness)
                .thenComparingInt(trial -> -trial.number()))
        .toList();
  }

  private double goodness(Trial trial) {
    return tuning.metric().higherIsBetter() ? trial.value() : -trial.value();
  }

  /**
   * The class of a trial's line.
   *
   * @param place in the ranking, from the worst
   * @param of how many
   */
  String shade(Trial trial, int place, int of) {
    return trial.number() == tuning.best() ? "best" : "q" + place * SHADES / Math.max(1, of);
  }
}
