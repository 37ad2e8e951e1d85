package dev.millrace.app;

import dev.millrace.core.api.DataDiffOrder;
import dev.millrace.core.api.DataDiffOrder.Comparing;
import dev.millrace.core.api.DataDiffReport;
import dev.millrace.core.api.DataDiffReport.State;
import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsOrder.Subject;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.diff.DataDiff;
import dev.millrace.data.diff.DataDiff.ColumnDiff;
import dev.millrace.data.diff.DataDiff.Rows;
import dev.millrace.data.diff.DiffRequest;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.files.FileDiff;
import dev.millrace.data.files.RowFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what is different between rows: those of files, or those that runs read. */
final class DataDiffs {

  private final Parts parts;

  DataDiffs(Parts parts) {
    this.parts = parts;
  }

  DataDiffReport of(DataDiffOrder order) throws IOException, InterruptedException {
    Comparing comparing = order.comparing();
    DiffRequest request =
        new DiffRequest(
            comparing.key(),
            comparing.confusion(),
            comparing.ignored(),
            comparing.digits(),
            comparing.samples());
    RowFiles before = rows(order.before(), order.split());
    RowFiles after = rows(order.after(), order.split());
    if (before.name().equals(after.name())) {
      before = byPath(before, order.before());
      after = byPath(after, order.after());
    }
    return report(
        before, after, request, FileDiff.between(before, after, request, parts.home().work()));
  }

  /** Files of two folders often have one name. */
  private static RowFiles byPath(RowFiles rows, Subject subject) {
    return switch (subject) {
      case StatisticsOrder.Files(List<Path> files) ->
          new RowFiles(
              files.size() == 1
                  ? files.getFirst().toString()
                  : files.getFirst() + " and " + (files.size() - 1) + " more",
              files);
      case StatisticsOrder.Made _ -> rows;
    };
  }

  private RowFiles rows(Subject subject, Optional<String> split) throws IOException {
    return switch (subject) {
      case StatisticsOrder.Files(List<Path> files) -> new RowFiles(MadeRows.name(files), files);
      case StatisticsOrder.Made(String id) -> made(id, split);
    };
  }

  private RowFiles made(String id, Optional<String> split) throws IOException {
    MadeRows made = MadeRows.of(parts, id);
    if (!made.type().equals(Examples.TYPE.toString())) {
      throw UserError.usage("'" + id + "' is of type " + made.type())
          .hint("name examples, such as RUN/ingest.examples");
    }
    Examples examples = new Examples(made.handle());
    Set<String> splits = Splits.rows(examples).keySet();
    if (split.isPresent() && !splits.contains(split.get())) {
      throw UserError.notFound(made.name() + " has no split '" + split.get() + "'")
          .hint(Suggestion.remedy(split.get(), splits));
    }
    return new RowFiles(
        split.map(one -> one + " of ").orElse("") + made.name(),
        splits.stream()
            .filter(each -> split.isEmpty() || split.get().equals(each))
            .flatMap(each -> Splits.shards(examples, each).stream())
            .toList());
  }

  private static DataDiffReport report(
      RowFiles before, RowFiles after, DiffRequest request, FileDiff found) {
    DataDiff diff = found.diff();
    return new DataDiffReport(
        new DataDiffReport.Side(
            before.name(),
            diff.rows().before(),
            diff.ambiguous().before(),
            diff.duplicateKeys().before(),
            found.before().rows(),
            found.before().first()),
        new DataDiffReport.Side(
            after.name(),
            diff.rows().after(),
            diff.ambiguous().after(),
            diff.duplicateKeys().after(),
            found.after().rows(),
            found.after().first()),
        found.same(),
        request.key(),
        diff.matched(),
        diff.changed(),
        oneSided(diff.removed()),
        oneSided(diff.added()),
        diff.columns().entrySet().stream()
            .map(column -> column(column.getKey(), column.getValue()))
            .toList(),
        diff.confusion().map(DataDiffs::confusion));
  }

  private static DataDiffReport.OneSided oneSided(Rows rows) {
    return new DataDiffReport.OneSided(rows.count(), rows.keys());
  }

  private static DataDiffReport.Column column(String name, ColumnDiff diff) {
    return switch (diff) {
      case ColumnDiff.Compared(long changed, List<DataDiff.Change> samples) ->
          new DataDiffReport.Column(
              name,
              State.COMPARED,
              changed,
              Optional.empty(),
              samples.stream()
                  .map(
                      sample ->
                          new DataDiffReport.Change(sample.key(), sample.before(), sample.after()))
                  .toList());
      case ColumnDiff.Retyped(String was, String is) ->
          new DataDiffReport.Column(
              name, State.RETYPED, 0, Optional.of(new DataDiffReport.Types(was, is)), List.of());
      case ColumnDiff.Added() -> oneSided(name, State.ADDED);
      case ColumnDiff.Removed() -> oneSided(name, State.REMOVED);
    };
  }

  private static DataDiffReport.Column oneSided(String name, State state) {
    return new DataDiffReport.Column(name, state, 0, Optional.empty(), List.of());
  }

  private static DataDiffReport.Confusion confusion(DataDiff.Confusion confusion) {
    return new DataDiffReport.Confusion(
        confusion.column(),
        confusion.cells().stream()
            .map(cell -> new DataDiffReport.Pair(cell.before(), cell.after(), cell.rows()))
            .toList(),
        confusion.others());
  }
}
