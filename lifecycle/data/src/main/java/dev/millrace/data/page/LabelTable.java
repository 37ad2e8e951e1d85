package dev.millrace.data.page;

import dev.millrace.data.statistics.Association;
import dev.millrace.data.statistics.Association.Lift;
import dev.millrace.data.statistics.LabelStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each feature tells of the label, the most telling first. */
final class LabelTable {

  private static final int LIFTS = 3;
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
        label.features().entrySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    (Map.Entry<String, Association> f) -> -f.getValue().adjusted()))
            .toList();
    double most = features.isEmpty() ? 0 : features.getFirst().getValue().adjusted();
    to.open("div", "class", "wide").open("table", "class", "plain").open("thead").open("tr");
    for (String heading : List.of("feature", "information", "bits", "by chance", "lift")) {
      to.element("th", heading);
    }
    to.close("tr").close("thead").open("tbody");
    for (Map.Entry<String, Association> feature : features) {
      row(feature.getKey(), feature.getValue(), most, colour);
    }
    to.close("tbody").close("table").close("div");
    to.element(
        "p",
        "Mutual information less what independent columns would show by chance. Lift: how much"
            + " more often a value and a label come together than if they were independent.",
        "class",
        "none");
    to.close("section");
  }

  private void row(String name, Association association, double most, String colour) {
    double bits = association.adjusted();
    to.open("tr").element("th", Figures.clipped(name, 60), "scope", "row").open("td");
    double width = most > 0 ? bits / most * BAR : 0;
    to.open("svg", "class", "bar", "viewBox", "0 0 " + BAR + " 10", "width", "" + BAR)
        .open("rect", "class", colour, "width", Markup.at(width), "height", "10")
        .close("rect")
        .close("svg")
        .close("td");
    to.element("td", (association.exact() ? "" : "≥ ") + Figures.number(bits), "class", "figure");
    to.element("td", Figures.number(association.expectedByChance()), "class", "figure");
    to.element(
        "td",
        association.lifts().stream()
            .limit(LIFTS)
            .map(LabelTable::words)
            .collect(Collectors.joining(", ")));
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
