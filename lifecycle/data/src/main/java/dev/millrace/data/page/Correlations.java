package dev.millrace.data.page;

import dev.millrace.data.statistics.PairStatistics;
import dev.millrace.data.statistics.Pairs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/** How numeric features go together: a heat map, and the closest pairs in words. */
final class Correlations {

  private static final int CLOSEST = 12;
  private static final int LARGEST_CELL = 22;
  private static final int SMALLEST_CELL = 14;

  /** How wide all cells should be together, where they can. */
  private static final int WIDTH = 900;

  private static final int LABEL = 130;

  /** What the slanted names need to the right. */
  private static final int SLANT = 60;

  private final Markup to;

  Correlations(Markup to) {
    this.to = to;
  }

  void write(DataSet set, Pairs pairs, String colour) {
    to.open("section").element("h2", "Correlation in " + set.name(), "class", colour + "s");
    if (pairs.statistics().size() > 1) {
      map(pairs.statistics());
    }
    closest(pairs.statistics());
    if (!pairs.leftOut().isEmpty()) {
      to.element(
          "p",
          "Pairs are counted of the first "
              + Pairs.MOST_FEATURES
              + " numeric features; "
              + pairs.leftOut().size()
              + " are left out.",
          "class",
          "none");
    }
    to.close("section");
  }

  private void map(List<PairStatistics> pairs) {
    SequencedSet<String> names = new LinkedHashSet<>();
    pairs.forEach(pair -> names.add(pair.first()));
    pairs.forEach(pair -> names.add(pair.second()));
    List<String> order = new ArrayList<>(names);
    int cell = Math.clamp(WIDTH / order.size(), SMALLEST_CELL, LARGEST_CELL);
    int side = LABEL + cell * order.size();
    to.open("div", "class", "wide");
    to.open(
        "svg",
        "class",
        "map",
        "viewBox",
        "0 0 " + (side + SLANT) + " " + side,
        "width",
        Integer.toString(side + SLANT),
        "role",
        "img",
        "aria-label",
        "correlation of each two features");
    for (int i = 0; i < order.size(); i++) {
      String middle = Markup.at(LABEL + (i + 0.5) * cell);
      String name = Figures.clipped(order.get(i), 18);
      to.element("text", name, "class", "e", "x", Integer.toString(LABEL - 6), "y", middle);
      to.element(
          "text", name, "transform", "translate(" + middle + " " + (LABEL - 6) + ") rotate(-60)");
    }
    for (PairStatistics pair : pairs) {
      cell(pair, cell, order.indexOf(pair.first()), order.indexOf(pair.second()));
    }
    to.close("svg").close("div");
  }

  private void cell(PairStatistics pair, int cell, int first, int second) {
    String fill = pair.correlation().map(r -> r < 0 ? "neg" : "pos").orElse("nil");
    String strength =
        pair.correlation().map(r -> String.format(Locale.ROOT, "%.2f", Math.abs(r))).orElse("1");
    to.open(
        "rect",
        "class",
        fill,
        "x",
        Integer.toString(LABEL + first * cell),
        "y",
        Integer.toString(LABEL + second * cell),
        "width",
        Integer.toString(cell - 1),
        "height",
        Integer.toString(cell - 1),
        "fill-opacity",
        strength);
    to.element("title", words(pair)).close("rect");
  }

  private static String words(PairStatistics pair) {
    return pair.first()
        + " and "
        + pair.second()
        + ": "
        + pair.correlation().map(Correlations::signed).orElse("none");
  }

  private static String signed(double r) {
    return String.format(Locale.ROOT, "%+.3f", r).replace('-', '−');
  }

  private void closest(List<PairStatistics> pairs) {
    List<PairStatistics> closest =
        pairs.stream()
            .filter(pair -> pair.correlation().isPresent())
            .sorted(
                Comparator.comparingDouble(
                    (PairStatistics pair) -> -Math.abs(pair.correlation().orElse(0.0))))
            .limit(CLOSEST)
            .toList();
    if (closest.isEmpty()) {
      to.element("p", "No two features go together.", "class", "none");
      return;
    }
    to.open("ol", "class", "pairs");
    for (PairStatistics pair : closest) {
      to.open("li")
          .element("span", pair.first())
          .text(" and ")
          .element("span", pair.second())
          .text(" ")
          .element("b", pair.correlation().map(Correlations::signed).orElse("–"))
          .close("li");
    }
    to.close("ol");
  }
}
