package dev.millrace.data.page;

import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sets as a whole. */
final class Summary {

  private final Markup to;

  Summary(Markup to) {
    this.to = to;
  }

  void write(List<DataSet> sets, List<FeatureRow> rows) {
    to.open("div", "class", "sets");
    for (int set = 0; set < sets.size(); set++) {
      set(sets.get(set), Drawing.COLOURS.get(set));
    }
    to.close("div");
    long suspicious =
        features(rows.stream().filter(row -> row.marks().stream().anyMatch(Mark::suspicious)));
    String marked =
        suspicious == 0
            ? "Nothing looks suspicious."
            : Figures.count(suspicious)
                + " of "
                + features(rows.stream())
                + " features are marked.";
    to.element("p", marked, "class", "marked");
  }

  /** A feature of lists has two rows, and is one. */
  private static long features(Stream<FeatureRow> rows) {
    return rows.map(FeatureRow::name).distinct().count();
  }

  private void set(DataSet set, String colour) {
    DatasetStatistics statistics = set.statistics();
    long cells = statistics.features().values().stream().mapToLong(FeatureStatistics::rows).sum();
    long missing =
        statistics.features().values().stream().mapToLong(FeatureStatistics::missing).sum();
    to.open("div", "class", "set " + colour + "s").element("h2", set.name()).open("dl");
    term("rows", Figures.count(statistics.rows()));
    term("features", Figures.count(statistics.features().size()));
    term("types", types(statistics));
    statistics.lists().ifPresent(lists -> term("features of lists", Figures.count(lists.size())));
    statistics
        .skipped()
        .ifPresent(skipped -> term("types without statistics", notCounted(skipped)));
    term("missing values", cells == 0 ? "–" : Figures.percent((double) missing / cells));
    statistics
        .weighted()
        .ifPresent(
            weighted -> term("weight by " + weighted.column(), Figures.number(weighted.total())));
    to.close("dl").close("div");
  }

  private static String notCounted(SequencedMap<String, String> skipped) {
    return skipped.entrySet().stream()
        .map(column -> column.getKey() + " (" + column.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String types(DatasetStatistics statistics) {
    return statistics.features().values().stream()
        .collect(
            Collectors.groupingBy(
                FeatureStatistics::type, java.util.TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(type -> type.getValue() + " " + type.getKey().text())
        .collect(Collectors.joining(", "));
  }

  private void term(String name, String figure) {
    to.open("div").element("dt", name).element("dd", figure).close("div");
  }
}
