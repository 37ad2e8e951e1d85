package dev.millrace.cli;

import dev.millrace.core.api.DataDiffReport;
import dev.millrace.core.api.DataDiffReport.Change;
import dev.millrace.core.api.DataDiffReport.Column;
import dev.millrace.core.api.DataDiffReport.Confusion;
import dev.millrace.core.api.DataDiffReport.OneSided;
import dev.millrace.core.api.DataDiffReport.Pair;
import dev.millrace.core.api.DataDiffReport.Side;
import dev.millrace.core.api.DataDiffReport.State;
import java.util.List;
import java.util.stream.Collectors;

/** A difference for reading: counts of rows, then of each column with examples, then pairs. */
final class DataDiffTable {

  private static final int NAME = 22;
  private static final int KEY = 22;
  private static final int VALUE = 22;
  private static final int LINE = 100;
  private static final int MOST_PAIRS = 30;

  private final Console console;

  DataDiffTable(Console console) {
    this.console = console;
  }

  void print(DataDiffReport report) {
    say(report.before());
    say(report.after());
    rows(report);
    keys("removed", report.removed());
    keys("added", report.added());
    changes(report);
    others(report);
    report.confusion().ifPresent(this::confusion);
    console.print("");
    console.print(verdict(report));
  }

  private static String verdict(DataDiffReport report) {
    if (report.same()) {
      return "Nothing is different.";
    }
    boolean found =
        report.changed() + report.removed().count() + report.added().count() > 0
            || report.columns().stream().anyMatch(column -> column.state() != State.COMPARED);
    return found
        ? "They are different."
        : "What was compared is the same; ambiguous and unreadable rows were not compared.";
  }

  private void say(Side side) {
    if (side.rejected() > 0) {
      console.say(
          Words.count(side.rejected())
              + (side.rejected() == 1 ? " row of " : " rows of ")
              + side.name()
              + " could not be read: "
              + side.firstReject().orElse(""));
    }
  }

  private void rows(DataDiffReport report) {
    Side before = report.before();
    Side after = report.after();
    console.print("before: " + DataValue.shown(before.name(), LINE - 8));
    console.print("after:  " + DataValue.shown(after.name(), LINE - 8));
    console.print("");
    Table table = new Table("matched by " + names(report.key()), "before", "after");
    table.row("rows", Words.count(before.rows()), Words.count(after.rows()));
    table.row("  matched", Words.count(report.matched()), Words.count(report.matched()));
    table.row("    changed", Words.count(report.changed()), Words.count(report.changed()));
    table.row("  removed", Words.count(report.removed().count()), "");
    table.row("  added", "", Words.count(report.added().count()));
    if (before.ambiguous() + after.ambiguous() > 0) {
      table.row("  ambiguous", Words.count(before.ambiguous()), Words.count(after.ambiguous()));
      table.row(
          "keys there more than once",
          Words.count(before.duplicateKeys()),
          Words.count(after.duplicateKeys()));
    }
    lines(table);
  }

  private static String names(List<String> columns) {
    return columns.stream()
        .map(name -> DataValue.shown(name, NAME))
        .collect(Collectors.joining(", "));
  }

  private void keys(String what, OneSided rows) {
    if (!rows.keys().isEmpty()) {
      console.print("");
      rows.keys().forEach(key -> console.print(what + ": " + DataValue.key(key, LINE - 9)));
      long more = rows.count() - rows.keys().size();
      if (more > 0) {
        console.print(what + ": … and " + Words.count(more) + " more");
      }
    }
  }

  private void changes(DataDiffReport report) {
    Table table = new Table("column", "changed", "key", "before", "after");
    for (Column column : report.columns()) {
      if (column.changed() > 0) {
        String name = DataValue.shown(column.name(), NAME);
        String changed = Words.count(column.changed());
        if (column.samples().isEmpty()) {
          table.row(name, changed, "", "", "");
        }
        for (Change sample : column.samples()) {
          int from = DataValue.commonStart(sample.before(), sample.after(), VALUE);
          table.row(
              name,
              changed,
              DataValue.key(sample.key(), KEY),
              DataValue.shown(sample.before(), from, VALUE),
              DataValue.shown(sample.after(), from, VALUE));
          name = "";
          changed = "";
        }
      }
    }
    if (!table.isEmpty()) {
      console.print("");
      lines(table);
    }
  }

  /** Columns of which there is no value to show. */
  private void others(DataDiffReport report) {
    Table table = new Table("column", "");
    for (Column column : report.columns()) {
      String name = DataValue.shown(column.name(), NAME);
      switch (column.state()) {
        case COMPARED -> {}
        case REMOVED -> table.row(name, "is only before");
        case ADDED -> table.row(name, "is only after");
        case RETYPED ->
            column
                .types()
                .ifPresent(
                    types ->
                        table.row(
                            name,
                            "cannot be compared: "
                                + types.before()
                                + " before, "
                                + types.after()
                                + " after"));
      }
    }
    List<String> same =
        report.columns().stream()
            .filter(column -> column.state() == State.COMPARED && column.changed() == 0)
            .map(Column::name)
            .toList();
    if (!table.isEmpty()) {
      console.print("");
      lines(table);
    }
    if (report.matched() > 0 && !same.isEmpty()) {
      console.print("");
      console.print(DataValue.clipped("unchanged: " + names(same), LINE));
    }
  }

  private void confusion(Confusion confusion) {
    String name = DataValue.shown(confusion.column(), NAME);
    console.print("");
    Table table = new Table(name + " before", name + " after", "rows");
    List<Pair> shown = confusion.pairs().stream().limit(MOST_PAIRS).toList();
    for (Pair pair : shown) {
      int from = DataValue.commonStart(pair.before(), pair.after(), VALUE);
      table.row(
          DataValue.shown(pair.before(), from, VALUE),
          DataValue.shown(pair.after(), from, VALUE),
          Words.count(pair.rows()));
    }
    lines(table);
    long left =
        confusion.others()
            + confusion.pairs().stream().skip(MOST_PAIRS).mapToLong(Pair::rows).sum();
    if (left > 0) {
      console.print("rarer pairs: " + Words.count(left) + (left == 1 ? " row" : " rows"));
    }
  }

  private void lines(Table table) {
    table.lines().forEach(line -> console.print(DataValue.clipped(line, LINE)));
  }
}
