package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Samples;
import dev.millrace.core.api.RunListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears the steps of a chain end, one after the other. A step is told of once it is on the disk, so
 * from one such moment to the next is what a step costs, with all that is around it.
 */
final class StepIntervals implements RunListener {

  private final List<Long> ends = new ArrayList<>();

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.StepEnded) {
      ends.add(System.nanoTime());
    }
  }

  /** Milliseconds between the ends of steps that follow one another. */
  Samples millis() {
    double[] millis = new double[ends.size() - 1];
    for (int each = 0; each < millis.length; each++) {
      millis[each] = (ends.get(each + 1) - ends.get(each)) / 1e6;
    }
    return new Samples(millis);
  }
}
