package dev.millrace.evaluation.page;

import dev.millrace.data.page.Markup;
import java.util.List;
import java.util.Optional;

/**
 * Values with their intervals, each on one short line, all on one scale.
 *
 * @param low end of the scale
 * @param mark a value to compare all with
 */
record Whiskers(double low, double high, Optional<Double> mark) {

  private static final int WIDTH = 130;
  private static final int HEIGHT = 16;

  /** A value. */
  record Of(double value, Optional<List<Double>> interval) {

    double low() {
      return interval.map(List::getFirst).orElse(value);
    }

    double high() {
      return interval.map(List::getLast).orElse(value);
    }
  }

  /** A scale that all fit on. */
  static Whiskers over(List<Of> values, Optional<Double> mark) {
    double low = values.stream().mapToDouble(Of::low).min().orElse(0);
    double high = values.stream().mapToDouble(Of::high).max().orElse(1);
    double room = Math.max((high - low) * 0.04, 1e-12);
    return new Whiskers(
        Math.min(low, mark.orElse(low)) - room, Math.max(high, mark.orElse(high)) + room, mark);
  }

  /** Draws the model's value over the baseline's. */
  void draw(Markup to, Optional<Of> model, Optional<Of> baseline) {
    to.open("svg", "class", "w", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "aria-hidden", "true");
    mark.ifPresent(
        value ->
            to.open("path", "class", "mk", "d", "M" + at(value) + " 0V" + HEIGHT).close("path"));
    model.ifPresent(of -> whisker(to, "a", of, baseline.isPresent() ? 5 : 8));
    baseline.ifPresent(of -> whisker(to, "b", of, 11));
    to.close("svg");
  }

  private void whisker(Markup to, String colour, Of of, int y) {
    if (of.interval().isPresent()) {
      String line = "M" + at(of.low()) + " " + y + "H" + at(of.high());
      to.open("path", "class", "l " + colour, "d", line).close("path");
    }
    to.open("circle", "class", colour, "r", "2.6", "cx", at(of.value()), "cy", "" + y)
        .close("circle");
  }

  private String at(double value) {
    return Markup.at((value - low) / (high - low) * WIDTH);
  }
}
