package dev.millrace.data.statistics;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.examples.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Counts every feature of every split. */
@Named("statistics")
@Doc(
    "Counts every feature of every split: missing values, moments, quantiles, frequent values. What"
        + " was counted of a shard before is not counted again.")
@Example(
    """
    statistics:
      uses: statistics
      with:
        label: late
        slice_by: [origin]
        slices: { night: "hour(date) < 6" }
    """)
public final class ComputeStatistics
    implements Component<ComputeStatistics.Inputs, ComputeStatistics.Outputs> {

  /** What to count. */
  public record Inputs(
      @Doc("The rows to count") Examples examples,
      @Default("") @Doc("A column to tell of each feature how much it says about it")
          Value<String> label,
      @Default("") @Doc("A column that says how much each row counts, for weighted statistics")
          Value<String> weight,
      @Default("false") @Doc("Whether to tell how numbers correlate, two at a time")
          Value<Boolean> pairs,
      @Default("[]") @Doc("Columns; the rows of each of their values are told of by themselves")
          Value<List<String>> sliceBy,
      @Default("{}") @Doc("Conditions in SQL by name; the rows that meet one are told of")
          Value<Map<String, String>> slices) {

    /** Each feature by itself. */
    public Inputs(Examples examples) {
      this(
          examples,
          Value.of(""),
          Value.of(""),
          Value.of(false),
          Value.of(List.of()),
          Value.of(Map.of()));
    }

    private StatisticsOptions options() {
      List<Slice> wanted = new ArrayList<>();
      sliceBy.get().forEach(column -> wanted.add(new Slice.ByColumn(column)));
      new TreeMap<>(slices.get())
          .forEach((name, condition) -> wanted.add(new Slice.Where(name, condition)));
      return new StatisticsOptions(given(label), given(weight), pairs.get(), wanted);
    }

    private static Optional<String> given(Value<String> column) {
      return column.get().isEmpty() ? Optional.empty() : Optional.of(column.get());
    }
  }

  /** What was counted. */
  public record Outputs(@Doc("Statistics of each split") Statistics statistics) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Statistics statistics = task.stage(Statistics.TYPE);
    TableStatistics counter =
        TableStatistics.with(task.workDirectory(), task.threads(), task.port(PartialCache.class));
    SequencedMap<String, DatasetStatistics> splits = new LinkedHashMap<>();
    for (String split : Splits.rows(inputs.examples()).keySet()) {
      List<Shard> shards = Shard.of(inputs.examples(), split);
      splits.put(
          split, counter.of(shards, inputs.options(), reuse -> task.log(split + ": " + reuse)));
    }
    new StatisticsFile(splits).write(statistics);
    return new Outputs(statistics);
  }
}
