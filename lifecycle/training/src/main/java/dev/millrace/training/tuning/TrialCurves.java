package dev.millrace.training.tuning;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.data.page.Plot;
import dev.millrace.data.page.Plot.Point;
import dev.millrace.data.page.Plot.Range;
import java.util.ArrayList;
import java.util.List;

/** The metric of trials by their rounds, and the best by trial. */
final class TrialCurves {

  private final Markup to;
  private final Tuning tuning;
  private final List<Trial> trials;
  private final String metric;

  TrialCurves(Markup to, Tuning tuning) {
    this.to = to;
    this.tuning = tuning;
    this.trials = new Ranking(tuning).worstFirst();
    this.metric = TrialJson.name(tuning.metric());
  }

  void write() {
    to.open("section").element("h2", "Courses").open("div", "class", "plots");
    byRounds();
    byTrial();
    to.close("div").close("section");
  }

  /** Values that are shown: the worst quarter would leave no room for what matters. */
  private Range values(List<Double> all, int quarters) {
    List<Double> sorted = all.stream().sorted().toList();
    int cut = sorted.size() * (4 - quarters) / 4;
    boolean higher = tuning.metric().higherIsBetter();
    double low = higher ? sorted.get(cut) : sorted.getFirst();
    double high = higher ? sorted.getLast() : sorted.get(sorted.size() - 1 - cut);
    return new Range(low, high, metric);
  }

  private void byRounds() {
    List<Double> all =
        trials.stream().flatMap(t -> t.curve().stream()).map(Trial.Point::value).toList();
    int most = trials.stream().mapToInt(Trial::rounds).max().orElse(1);
    Range up = values(all, 3);
    Plot plot = Plot.begin(to, metric + " by round", new Range(0, even(most), "rounds"), up);
    Ranking ranking = new Ranking(tuning);
    for (int place = 0; place < trials.size(); place++) {
      Trial trial = trials.get(place);
      plot.line("t " + ranking.shade(trial, place, trials.size()), points(trial));
    }
    long cut =
        trials.stream()
            .filter(t -> t.curve().stream().anyMatch(p -> isBeyond(p.value(), up)))
            .count();
    plot.end(
        cut == 0
            ? ""
            : "Worse than %s at some round, and along the edge there: %s of %s trials."
                .formatted(
                    Figures.number(worst(up)), Figures.count(cut), Figures.count(trials.size())));
  }

  private double worst(Range up) {
    return tuning.metric().higherIsBetter() ? up.low() : up.high();
  }

  /** Whether a value is worse than any that is shown. */
  private boolean isBeyond(double value, Range up) {
    return tuning.metric().higherIsBetter() ? value < worst(up) : value > worst(up);
  }

  /** The end of an axis in whose middle there is a whole number too. */
  private static int even(int most) {
    return Math.max(2, most + most % 2);
  }

  private static List<Point> points(Trial trial) {
    return trial.curve().stream().map(point -> new Point(point.rounds(), point.value())).toList();
  }

  /** A dot a trial that finished, and a line of steps for the best of them so far. */
  private void byTrial() {
    List<Trial> ended =
        tuning.trials().stream()
            .filter(trial -> trial.state() == tuning.trials().get(tuning.best()).state())
            .toList();
    Range up = values(ended.stream().map(Trial::value).toList(), 3);
    List<Point> dots = new ArrayList<>();
    List<Point> beyond = new ArrayList<>();
    List<Point> steps = new ArrayList<>();
    for (int at = 0; at < ended.size(); at++) {
      Trial trial = ended.get(at);
      double best = Tuning.best(ended.subList(0, at + 1), tuning.metric()).value();
      (isBeyond(trial.value(), up) ? beyond : dots).add(new Point(trial.number(), trial.value()));
      if (at > 0) {
        steps.add(new Point(trial.number(), steps.getLast().up()));
      }
      steps.add(new Point(trial.number(), best));
    }
    steps.add(new Point(tuning.trials().size() - 1.0, steps.getLast().up()));
    Range across = new Range(0, even(tuning.trials().size() - 1), "trial");
    Plot.begin(to, metric + " by trial, and the best so far", across, up)
        .dots("a", dots)
        .dots("a beyond", beyond)
        .line("b", steps)
        .end(
            beyond.isEmpty()
                ? ""
                : "Worse than %s, and hollow at the edge: %s of %s trials."
                    .formatted(
                        Figures.number(worst(up)),
                        Figures.count(beyond.size()),
                        Figures.count(ended.size())));
  }
}
