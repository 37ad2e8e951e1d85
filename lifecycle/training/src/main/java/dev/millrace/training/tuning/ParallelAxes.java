package dev.millrace.training.tuning;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Parallel coordinates (A. Inselberg, "The plane with parallel coordinates", 1985): an axis a
 * parameter and one for the metric, and a line a trial, the better ones stronger.
 */
final class ParallelAxes {

  private static final int GAP = 150;
  private static final int SIDE = 70;
  private static final int TOP = 34;
  private static final int HEIGHT = 260;
  private static final int BOTTOM = 22;

  private final Markup to;
  private final Tuning tuning;
  private final OfMetric ofMetric;
  private final List<Axis> axes = new ArrayList<>();

  ParallelAxes(Markup to, Tuning tuning) {
    this.to = to;
    this.tuning = tuning;
    tuning
        .plan()
        .space()
        .dimensions()
        .forEach((name, dimension) -> axes.add(new OfParameter(name, dimension)));
    this.ofMetric = OfMetric.of(tuning);
    axes.add(ofMetric);
  }

  /** Where a trial crosses an axis, from 0 at its foot to 1. */
  private sealed interface Axis {
    String title();

    double place(Trial trial);

    /** Words beside the axis, by place. */
    List<Tick> ticks();
  }

  private record Tick(double place, String text) {}

  private record OfParameter(String title, Dimension dimension) implements Axis {

    @Override
    public double place(Trial trial) {
      return place(trial.parameter(title));
    }

    private double place(JsonNode value) {
      return switch (dimension) {
        case Dimension.Choices(List<JsonNode> values) -> share(values.indexOf(value), values);
        case Dimension.Numbers numbers ->
            (numbers.place(value) - numbers.low()) / (numbers.high() - numbers.low());
      };
    }

    private static double share(int choice, List<JsonNode> values) {
      return (choice + 0.5) / values.size();
    }

    @Override
    public List<Tick> ticks() {
      return switch (dimension) {
        case Dimension.Choices(List<JsonNode> values) ->
            values.stream().map(value -> new Tick(place(value), TuningPage.text(value))).toList();
        case Dimension.Numbers numbers -> {
          double middle = (numbers.low() + numbers.high()) / 2;
          yield List.of(
              tick(numbers.value(numbers.low())),
              tick(numbers.value(middle)),
              tick(numbers.value(numbers.high())));
        }
      };
    }

    private Tick tick(JsonNode value) {
      return new Tick(place(value), TuningPage.text(value));
    }
  }

  /** Of the metric, the better end up; those far worse than half of the trials at its foot. */
  private record OfMetric(String title, double worst, double best) implements Axis {

    static OfMetric of(Tuning tuning) {
      List<Trial> ranked = new Ranking(tuning).worstFirst();
      double best = tuning.trials().get(tuning.best()).value();
      double middle = ranked.get(ranked.size() / 2).value();
      double worst = ranked.getFirst().value();
      double far = best + 4 * (middle - best);
      boolean beyond = tuning.metric().higherIsBetter() ? worst < far : worst > far;
      return new OfMetric(TrialJson.name(tuning.metric()), beyond ? far : worst, best);
    }

    /** Whether a trial is worse than the foot of the axis, at which it is drawn. */
    boolean isBeyond(Trial trial) {
      return best > worst ? trial.value() < worst : trial.value() > worst;
    }

    @Override
    public double place(Trial trial) {
      return best == worst ? 1 : Math.clamp((trial.value() - worst) / (best - worst), 0, 1);
    }

    @Override
    public List<Tick> ticks() {
      return List.of(
          new Tick(0, Figures.number(worst)),
          new Tick(0.5, Figures.number((worst + best) / 2)),
          new Tick(1, Figures.number(best)));
    }
  }

  void write() {
    int width = 2 * SIDE + GAP * (axes.size() - 1);
    to.open("section").element("h2", "Parameters and what came of them");
    to.open("figure").open("div", "class", "wide");
    to.open(
        "svg",
        "class",
        "plot parallel",
        "id",
        "parallel",
        "viewBox",
        "0 0 " + width + " " + (TOP + HEIGHT + BOTTOM),
        "role",
        "img",
        "aria-label",
        "A line a trial over one axis a parameter and one for the metric");
    lines();
    for (int axis = 0; axis < axes.size(); axis++) {
      axis(axes.get(axis), axis);
    }
    to.close("svg").close("div");
    to.element(
        "p",
        "The better a trial, the stronger its line; the best is orange." + beyond(),
        "class",
        "none");
    to.close("figure").close("section");
  }

  private String beyond() {
    List<Trial> trials = new Ranking(tuning).worstFirst();
    long beyond = trials.stream().filter(ofMetric::isBeyond).count();
    return beyond == 0
        ? ""
        : " Worse than %s, and at the foot of the last axis: %s of %s trials."
            .formatted(
                Figures.number(ofMetric.worst()),
                Figures.count(beyond),
                Figures.count(trials.size()));
  }

  private void lines() {
    Ranking ranking = new Ranking(tuning);
    List<Trial> trials = ranking.worstFirst();
    for (int place = 0; place < trials.size(); place++) {
      Trial trial = trials.get(place);
      StringBuilder path = new StringBuilder();
      for (int axis = 0; axis < axes.size(); axis++) {
        path.append(axis == 0 ? "M" : "L").append(Markup.at(x(axis))).append(' ');
        path.append(Markup.at(y(axes.get(axis).place(trial))));
      }
      String shade = ranking.shade(trial, place, trials.size());
      String number = String.valueOf(trial.number());
      to.open("path", "class", "t " + shade, "data-trial", number, "d", path.toString());
      to.element("title", "trial " + number).close("path");
    }
  }

  private void axis(Axis axis, int number) {
    double x = x(number);
    String line = "M" + Markup.at(x) + " " + TOP + "V" + (TOP + HEIGHT);
    to.open("path", "class", "axis-line", "d", line).close("path");
    text(axis.title(), "c title", x, TOP - 16);
    for (Tick tick : axis.ticks()) {
      text(Figures.clipped(tick.text(), 12), "tick", x + 5, y(tick.place()) + 4);
    }
  }

  private void text(String text, String kind, double x, double y) {
    to.element("text", text, "class", kind, "x", Markup.at(x), "y", Markup.at(y));
  }

  private static double x(int axis) {
    return SIDE + axis * (double) GAP;
  }

  private static double y(double place) {
    return TOP + HEIGHT * (1 - place);
  }
}
