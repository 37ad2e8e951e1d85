package dev.millrace.data.page;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.Histogram;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A feature's distribution as a picture: shares of the rows that have a value. */
final class Drawing {

  static final int WIDTH = 260;
  private static final int HEIGHT = 60;
  private static final int LABEL = 96;

  /** For bars, between their labels and their figures. */
  private static final int ROOM = WIDTH - LABEL - 50;

  private static final int VALUES = 6;
  private static final int CLIPPED = 13;

  /** The class of each set's colour. */
  static final List<String> COLOURS = List.of("a", "b");

  private final Markup to;

  Drawing(Markup to) {
    this.to = to;
  }

  /**
   * @param sets the feature in either set, empty where it is not; all of one kind
   */
  void draw(List<Optional<FeatureStatistics>> sets) {
    List<Bars> bars = new ArrayList<>();
    List<Numbers> numbers = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      String colour = COLOURS.get(i);
      switch (sets.get(i).filter(set -> set.count() > 0).orElse(null)) {
        case null -> {}
        case BooleanStatistics b ->
            bars.add(
                new Bars(
                    colour,
                    b.count(),
                    List.of(
                        new Occurrence("true", b.trues()), new Occurrence("false", b.falses()))));
        case NumericStatistics n -> {
          if (n.range().isPresent()) {
            numbers.add(new Numbers(colour, n));
          }
        }
        case StringStatistics s -> bars.add(new Bars(colour, s.count(), s.values()));
      }
    }
    if (!numbers.isEmpty()) {
      numbers(numbers);
    } else if (!bars.isEmpty()) {
      values(bars);
    } else {
      to.element("p", "no values", "class", "none");
    }
  }

  private record Numbers(String colour, NumericStatistics statistics) {}

  private record Bars(String colour, long count, List<Occurrence> values) {}

  private void numbers(List<Numbers> sets) {
    Axis axis = Axis.over(sets.stream().map(Numbers::statistics).toList());
    double highest = 0;
    for (Numbers set : sets) {
      for (long count : axis.counts(set.statistics())) {
        highest = Math.max(highest, (double) count / set.statistics().finite());
      }
    }
    DataType type = sets.getFirst().statistics().type();
    String range = " from " + text(type, axis.low()) + " to " + text(type, axis.high());
    svg("d widths", HEIGHT, "distribution" + range);
    for (Numbers set : sets) {
      histogram(axis, set, highest);
    }
    to.close("svg");
    svg("d tenths", HEIGHT, "tenths of the values" + range);
    for (int set = 0; set < sets.size(); set++) {
      tenths(axis, sets.get(set), (double) HEIGHT / sets.size(), set);
    }
    to.close("svg");
    labels(axis, type);
  }

  private void labels(Axis axis, DataType type) {
    boolean whole = type == DataType.INTEGER;
    double range = axis.high() - axis.low();
    to.open("div", "class", "axis")
        .element("span", Figures.within(type, axis.low() + (whole ? 0.5 : 0), range))
        .element("span", axis.clipped() ? "ends hold what is beyond" : "")
        .element("span", Figures.within(type, axis.high() - (whole ? 0.5 : 0), range))
        .close("div");
  }

  private static String text(DataType type, double value) {
    return Figures.value(type, value);
  }

  private void histogram(Axis axis, Numbers set, double highest) {
    long[] counts = axis.counts(set.statistics());
    double bar = (double) WIDTH / counts.length;
    double[] heights = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double share = (double) counts[i] / set.statistics().finite();
      heights[i] = counts[i] > 0 ? Math.max(1, share / highest * (HEIGHT - 4)) : 0;
    }
    if (set.colour().equals(COLOURS.getFirst())) {
      bars(axis, heights, bar);
    } else {
      path(set.colour() + " line", steps(heights, bar));
    }
    double median = axis.place(set.statistics().quantile(0.5)) * bar;
    path("m " + set.colour() + "m", new StringBuilder("M" + Markup.at(median) + " 0V" + HEIGHT));
  }

  /**
   * Boxes that each hold a tenth of the values, from the least to the greatest, by turns dark and
   * pale. Tenths that are all one value are a line.
   */
  private void tenths(Axis axis, Numbers set, double height, int strip) {
    double bar = (double) WIDTH / axis.bars();
    double[] borders = set.statistics().quantiles(Histogram.BUCKETS);
    StringBuilder dark = new StringBuilder();
    StringBuilder pale = new StringBuilder();
    for (int tenth = 0; tenth + 1 < borders.length; tenth++) {
      double from = axis.place(borders[tenth]) * bar;
      double width = Math.max(1, axis.place(borders[tenth + 1]) * bar - from);
      bar(tenth % 2 == 0 ? dark : pale, from, strip * height + 3, width, height - 6);
    }
    path(set.colour() + " o", pale);
    path(set.colour(), dark);
  }

  private void bars(Axis axis, double[] heights, double bar) {
    StringBuilder inside = new StringBuilder();
    StringBuilder beyond = new StringBuilder();
    for (int i = 0; i < heights.length; i++) {
      if (heights[i] > 0) {
        boolean end = axis.clipped() && (i == 0 || i == heights.length - 1);
        bar(end ? beyond : inside, i * bar, HEIGHT - heights[i], bar - 0.6, heights[i]);
      }
    }
    path("a", inside);
    path("a o", beyond);
  }

  /** A second set is a line over the bars of the first, so that both can be seen whole. */
  private static StringBuilder steps(double[] heights, double bar) {
    StringBuilder line = new StringBuilder("M0 " + HEIGHT);
    for (int i = 0; i < heights.length; i++) {
      line.append('V').append(Markup.at(HEIGHT - heights[i]));
      line.append('H').append(Markup.at((i + 1) * bar));
    }
    return line.append('V').append(HEIGHT);
  }

  private static void bar(StringBuilder to, double x, double y, double width, double height) {
    to.append('M').append(Markup.at(x)).append(' ').append(Markup.at(y));
    to.append('h').append(Markup.at(width)).append('v').append(Markup.at(height));
    to.append('h').append(Markup.at(-width)).append('z');
  }

  private void path(String colour, StringBuilder lines) {
    if (!lines.isEmpty()) {
      to.open("path", "class", colour, "d", lines.toString()).close("path");
    }
  }

  /** The most frequent values of all sets, each with a bar a set. */
  private void values(List<Bars> sets) {
    Map<String, Double> most = new LinkedHashMap<>();
    for (Bars set : sets) {
      set.values().stream()
          .limit(VALUES)
          .forEach(v -> most.merge(v.value(), (double) v.count() / set.count(), Math::max));
    }
    List<Map.Entry<String, Double>> shown =
        most.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(VALUES)
            .toList();
    int line = sets.size() == 1 ? 14 : 17;
    svg("d", line * shown.size(), "the most frequent values");
    double scale = ROOM / shown.stream().mapToDouble(Map.Entry::getValue).max().orElse(1);
    for (int i = 0; i < shown.size(); i++) {
      double end = LABEL + shown.get(i).getValue() * scale;
      String value = shown.get(i).getKey();
      String middle = Markup.at((i + 0.5) * line + 4);
      String share = Figures.percent(share(sets.getFirst(), value));
      to.element("text", name(value), "x", "0", "y", middle);
      value(sets, value, new Line(i * line, line - 3, scale));
      to.element("text", share, "class", "n", "x", Markup.at(end + 4), "y", middle);
    }
    to.close("svg");
  }

  private static String name(String value) {
    return value.isEmpty() ? "(empty)" : Figures.clipped(value, CLIPPED);
  }

  /**
   * Where a value's bars go.
   *
   * @param scale the length of all rows
   */
  private record Line(int top, int height, double scale) {}

  private void value(List<Bars> sets, String value, Line line) {
    double thick = (double) line.height() / sets.size();
    for (int set = 0; set < sets.size(); set++) {
      double length = Math.max(0.5, share(sets.get(set), value) * line.scale());
      StringBuilder path = new StringBuilder();
      bar(path, LABEL, line.top() + 1.5 + set * thick, length, thick - 0.5);
      path(sets.get(set).colour(), path);
    }
  }

  private static double share(Bars set, String value) {
    return set.values().stream()
        .filter(each -> each.value().equals(value))
        .mapToDouble(each -> (double) each.count() / set.count())
        .sum();
  }

  private void svg(String kind, int height, String label) {
    to.open(
        "svg",
        "class",
        kind,
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "height",
        Integer.toString(height),
        "role",
        "img",
        "aria-label",
        label);
  }
}
