package dev.millrace.data.diff;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.ExamplesDiff;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDbErrors;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells which rows came, which went, and which values changed. */
@Named("diff")
@Doc(
    "Compares two sets of examples row by row, matched by a key: which rows came, which went, and"
        + " which values changed. All splits are compared together.")
@Example(
    """
    before: { uses: ingest, with: { source: january.csv, split: { by: hash, columns: [id], eval: 20% } } }
    after:  { uses: ingest, with: { source: june.csv, split: { by: hash, columns: [id], eval: 20% } } }
    diff:
      uses: diff
      with:
        before: ${steps.before.examples}
        after: ${steps.after.examples}
        key: [id]
        round: 6
    """)
public final class DiffExamples implements Component<DiffExamples.Inputs, DiffExamples.Outputs> {

  /** What to compare, and how. */
  public record Inputs(
      @Doc("The rows as they were") Examples before,
      @Doc("The rows as they are") Examples after,
      @Doc("The columns that say which row is which") Value<List<String>> key,
      @Doc("A column whose values before and after are counted in pairs")
          Value<Optional<String>> confusion,
      @Default("[]") @Doc("Columns that are not looked at") Value<List<String>> ignore,
      @Range(min = 0, max = DiffRequest.MOST_DIGITS)
          @Doc("Decimal places to which numbers are rounded first; compared exactly if not given")
          Value<Optional<Integer>> round,
      @Default("10")
          @Range(min = 0, max = 1000)
          @Doc("How many rows are kept of each kind of difference")
          Value<Integer> samples) {

    private DiffRequest request() {
      return new DiffRequest(
          key.get(),
          confusion.get(),
          ignore.get(),
          round.get().map(OptionalInt::of).orElse(OptionalInt.empty()),
          samples.get());
    }
  }

  /** The differences. */
  public record Outputs(@Doc("What is different") ExamplesDiff diff) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException, InterruptedException {
    DiffRequest request = inputs.request();
    DataDiff diff = compare(inputs, request, task);
    task.log(
        "%d rows matched, %d of them changed; %d removed, %d added, %d ambiguous"
            .formatted(
                diff.matched(),
                diff.changed(),
                diff.removed().count(),
                diff.added().count(),
                diff.ambiguous().before() + diff.ambiguous().after()));
    ExamplesDiff output = task.stage(ExamplesDiff.TYPE);
    DiffFile.of(diff, request.key()).write(output);
    return new Outputs(output);
  }

  private static DataDiff compare(Inputs inputs, DiffRequest request, TaskContext task)
      throws IOException, InterruptedException {
    try {
      return DataDiff.between(
          DataSet.of("before", inputs.before()),
          DataSet.of("after", inputs.after()),
          request,
          task.workDirectory(),
          task.threads());
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("comparing was interrupted");
      }
      throw UserError.failure("the examples cannot be compared: " + DuckDbErrors.reason(e))
          .hint("all shards of a side need the same columns")
          .causedBy(e);
    }
  }
}
