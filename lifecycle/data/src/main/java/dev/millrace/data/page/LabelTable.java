package dev.millrace.data.page;

import dev.millrace.data.statistics.Association;
import dev.millrace.data.statistics.Association.Lift;
import dev.millrace.data.statistics.LabelStatistics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each feature tells of the label, the most telling first. */
final class LabelTable {

  private static final int LIFTS = 3;

  /** Nearer to 1 than this, a lift is none. */
  private static final double NOTHING = 0.01;

  private static final int BAR = 140;

  private final Markup to;

  LabelTable(Markup to) {
    this.to = to;
  }

  void write(DataSet set, LabelStatistics label, String colour) {
    to.open("section")
        .element(
            "h2", "What tells of " + label.column() + " in " + set.name(), "class", colour + "s");
    List<Map.Entry<String, Association>> features =
        associations(label).entrySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    (Map.Entry<String, Association> f) -> -f.getValue().adjusted()))
            .toList();
    double most = features.isEmpty() ? 0 : features.getFirst().getValue().adjusted();
    to.open("div", "class", "wide").open("table", "class", "plain").open("thead").open("tr");
    boolean lifts = features.stream().anyMatch(f -> !f.getValue().lifts().isEmpty());
    for (String heading : List.of("feature", "information", "bits", "by chance")) {
      to.element("th", heading);
    }
    if (lifts) {
      to.element("th", "lift");
    }
    to.close("tr").close("thead").open("tbody");
    for (Map.Entry<String, Association> feature : features) {
      row(feature, new Scale(most, colour), lifts);
    }
    to.close("tbody").close("table").close("div");
    to.element(
        "p",
        "Mutual information less what independent columns would show by chance."
            + (lifts
                ? " Lift: how much more often a value and a label come together than if they were"
                    + " independent."
                : ""),
        "class",
        "none");
    to.close("section");
  }

  private static Map<String, Association> associations(LabelStatistics label) {
    Map<String, Association> all = new LinkedHashMap<>(label.features());
    label
        .lists()
        .ifPresent(
            lists ->
                lists.forEach(
                    (name, list) -> {
                      all.put("length of " + name, list.lengths());
                      list.elements().ifPresent(elements -> all.put("in " + name, elements));
                    }));
    return all;
  }

  private record Scale(double most, String colour) {}

  private void row(Map.Entry<String, Association> feature, Scale scale, boolean lifts) {
    Association association = feature.getValue();
    double bits = association.adjusted();
    to.open("tr").element("th", Figures.clipped(feature.getKey(), 60), "scope", "row").open("td");
    double width = scale.most() > 0 ? bits / scale.most() * BAR : 0;
    to.open("svg", "class", "bar", "viewBox", "0 0 " + BAR + " 10", "width", "" + BAR)
        .open("rect", "class", scale.colour(), "width", Markup.at(width), "height", "10")
        .close("rect")
        .close("svg")
        .close("td");
    to.element("td", (association.exact() ? "" : "≥ ") + Figures.number(bits), "class", "figure");
    to.element("td", Figures.number(association.expectedByChance()), "class", "figure");
    if (lifts) {
      to.element(
          "td",
          association.lifts().stream()
              .filter(lift -> Math.abs(lift.lift() - 1) >= NOTHING)
              .limit(LIFTS)
              .map(LabelTable::words)
              .collect(Collectors.joining(", ")));
    }
    to.close("tr");
  }

  private static String words(Lift lift) {
    return (lift.missing() ? "missing" : Figures.clipped(lift.value(), 20))
        + " → "
        + Figures.clipped(lift.label(), 20)
        + " ×"
        + Figures.number(lift.lift());
  }
}
