package dev.millrace.data.page;

import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.DatasetStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The slices of a set, and in what each differs from all rows. */
final class SliceTable {

  private static final int FEATURES = 3;

  private final Markup to;

  SliceTable(Markup to) {
    this.to = to;
  }

  private record Difference(String feature, double divergence) {}

  void write(DataSet set, SequencedMap<String, DatasetStatistics> slices, String colour) {
    to.open("section").element("h2", "Slices of " + set.name(), "class", colour + "s");
    to.open("div", "class", "wide").open("table", "class", "plain").open("thead").open("tr");
    for (String heading : List.of("slice", "rows", "share", "differs most in")) {
      to.element("th", heading);
    }
    to.close("tr").close("thead").open("tbody");
    for (Map.Entry<String, DatasetStatistics> slice : slices.entrySet()) {
      row(slice.getKey(), slice.getValue(), set.statistics());
    }
    to.close("tbody").close("table").close("div");
    to.element(
        "p",
        "Beside each feature its Jensen–Shannon divergence from all rows, from 0 to 1.",
        "class",
        "none");
    to.close("section");
  }

  /** Rows that each have a value of their own differ in it however they are chosen. */
  private static boolean names(String feature, DatasetStatistics all) {
    return FeatureFigures.of(feature, all.feature(feature)).marks().contains(Mark.ALL_DIFFERENT);
  }

  private void row(String name, DatasetStatistics slice, DatasetStatistics all) {
    double share = all.rows() == 0 ? 0 : (double) slice.rows() / all.rows();
    String differences =
        slice.features().entrySet().stream()
            .filter(f -> !name.startsWith(f.getKey() + " ")) // it is what the slice is by
            .filter(f -> !names(f.getKey(), all))
            .map(
                f ->
                    new Difference(
                        f.getKey(),
                        Comparison.between(f.getValue(), all.feature(f.getKey()))
                            .effect(Measure.JENSEN_SHANNON)))
            .sorted(Comparator.comparingDouble(Difference::divergence).reversed())
            .limit(FEATURES)
            .map(d -> Figures.clipped(d.feature(), 40) + " " + Figures.divergence(d.divergence()))
            .collect(Collectors.joining(", "));
    to.open("tr")
        .element("th", Figures.clipped(name, 80), "scope", "row")
        .element("td", Figures.count(slice.rows()), "class", "figure")
        .element("td", Figures.percent(share), "class", "figure")
        .element("td", differences)
        .close("tr");
  }
}
