package dev.millrace.cli;

import dev.millrace.core.api.StatisticsReport;
import dev.millrace.core.api.StatisticsReport.DataSet;
import dev.millrace.core.api.StatisticsReport.Distance;
import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.api.StatisticsReport.Skipped;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Statistics for reading: a row a feature, within a hundred columns. */
final class StatisticsTable {

  private static final int NAME = 22;
  private static final int VALUES = 26;
  private static final int FIGURE = 10;
  private static final int LINE = 100;

  private final Console console;

  StatisticsTable(Console console) {
    this.console = console;
  }

  void print(StatisticsReport report) {
    if (report.sets().size() == 2) {
      compare(report);
    } else {
      one(report.sets().getFirst());
    }
    report.page().ifPresent(page -> console.say("the page is " + page));
  }

  private void heading(DataSet set) {
    console.print(
        console.styled("bold", set.name())
            + ": "
            + Words.count(set.rows())
            + (set.rows() == 1 ? " row, " : " rows, ")
            + features(set)
            + (features(set) == 1 ? " feature" : " features"));
    if (set.rejected() > 0) {
      console.say(
          Words.count(set.rejected())
              + (set.rejected() == 1 ? " row" : " rows")
              + " could not be read: "
              + set.firstReject().orElse(""));
    }
    for (Skipped column : set.skipped()) {
      console.say(
          Words.clipped(visible(column.name()), NAME)
              + " is not counted: its type "
              + Words.clipped(visible(column.type()), VALUES)
              + " has no statistics");
    }
  }

  /** A column of lists is one feature in two rows. */
  private static int features(DataSet set) {
    return set.statistics().path("features").size() + set.statistics().path("lists").size();
  }

  private void one(DataSet set) {
    heading(set);
    console.print("");
    Table table = new Table("feature", "type", "missing", "distinct", "mean", "values", "");
    for (Feature feature : set.features()) {
      table.row(
          Words.clipped(visible(feature.name()), NAME),
          feature.type(),
          share(feature.missingShare()),
          (feature.distinctIsEstimate() ? "~" : "") + Words.count(feature.distinct()),
          Words.clipped(feature.mean(), FIGURE),
          Words.clipped(feature.values(), VALUES),
          String.join(", ", feature.marks()));
    }
    lines(table);
  }

  private void compare(StatisticsReport report) {
    report.sets().forEach(this::heading);
    console.print("");
    Map<String, Feature> other =
        report.sets().getLast().features().stream()
            .collect(Collectors.toMap(Feature::name, Function.identity()));
    Table table =
        new Table("feature", "distance", "missing", "there", "mean", "there", "values", "there");
    for (Distance distance : report.distances()) {
      Feature here =
          report.sets().getFirst().features().stream()
              .filter(feature -> feature.name().equals(distance.feature()))
              .findFirst()
              .orElseThrow();
      Feature there = other.get(distance.feature());
      if (there != null) {
        table.row(
            Words.clipped(visible(here.name()), 16),
            String.format(Locale.ROOT, "%.4f", distance.jensenShannon()),
            share(here.missingShare()),
            share(there.missingShare()),
            Words.clipped(here.mean(), FIGURE),
            Words.clipped(there.mean(), FIGURE),
            Words.clipped(here.values(), 18),
            Words.clipped(there.values(), 18));
      }
    }
    lines(table);
  }

  private void lines(Table table) {
    table.lines().forEach(line -> console.print(Words.clipped(line, LINE)));
  }

  private static String share(double share) {
    return share == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A name from the data must not steer the terminal. */
  private static String visible(String name) {
    return name.replaceAll("\\p{Cntrl}", "�");
  }
}
