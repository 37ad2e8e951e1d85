package dev.millrace.data.diff;

import dev.millrace.core.artifact.ExamplesDiff;
import dev.millrace.core.value.Json;
import dev.millrace.data.diff.DataDiff.Change;
import dev.millrace.data.diff.DataDiff.ColumnDiff;
import dev.millrace.data.diff.DataDiff.Confusion;
import dev.millrace.data.diff.DataDiff.Pair;
import dev.millrace.data.diff.DataDiff.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A difference as {@code diff.json}.
 *
 * @param key columns that the rows were matched by
 */
public record DiffFile(
    boolean same,
    List<String> key,
    Pair rows,
    Pair ambiguous,
    Pair duplicateKeys,
    long matched,
    long changed,
    Rows removed,
    Rows added,
    List<Column> columns,
    Optional<Confusion> confusion) {

  private static final String NAME = "diff.json";

  /** What became of a column. */
  public enum State {
    COMPARED,
    REMOVED,
    ADDED,
    RETYPED
  }

  /**
   * A column.
   *
   * @param types before and after, if they do not compare
   */
  public record Column(
      String name, State state, long changed, Optional<Types> types, List<Change> samples) {

    private static Column of(String name, ColumnDiff diff) {
      return switch (diff) {
        case ColumnDiff.Compared(long changed, List<Change> samples) ->
            new Column(name, State.COMPARED, changed, Optional.empty(), samples);
        case ColumnDiff.Retyped(String before, String after) ->
            new Column(name, State.RETYPED, 0, Optional.of(new Types(before, after)), List.of());
        case ColumnDiff.Removed() ->
            new Column(name, State.REMOVED, 0, Optional.empty(), List.of());
        case ColumnDiff.Added() -> new Column(name, State.ADDED, 0, Optional.empty(), List.of());
      };
    }
  }

  public record Types(String before, String after) {}

  public DiffFile {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  public static DiffFile of(DataDiff diff, List<String> key) {
    return new DiffFile(
        diff.same(),
        key,
        diff.rows(),
        diff.ambiguous(),
        diff.duplicateKeys(),
        diff.matched(),
        diff.changed(),
        diff.removed(),
        diff.added(),
        diff.columns().entrySet().stream()
            .map(column -> Column.of(column.getKey(), column.getValue()))
            .toList(),
        diff.confusion());
  }

  public static DiffFile read(ExamplesDiff artifact) throws IOException {
    return Json.as(Json.read(artifact.file(NAME)), DiffFile.class);
  }

  /** Writes the file, and the properties that say the most of it. */
  public void write(ExamplesDiff artifact) throws IOException {
    Files.writeString(artifact.file(NAME), Json.pretty(Json.tree(this)));
    artifact.property("same", same);
    artifact.property("matched", matched);
    artifact.property("changed", changed);
    artifact.property("removed", removed.count());
    artifact.property("added", added.count());
    artifact.property("ambiguous", ambiguous.before() + ambiguous.after());
  }
}
