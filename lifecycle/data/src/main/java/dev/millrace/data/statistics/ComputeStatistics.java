package dev.millrace.data.statistics;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.examples.Splits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Counts every feature of every split. */
@Named("statistics")
@Doc("Counts every feature of every split: missing values, moments, quantiles, frequent values.")
public final class ComputeStatistics
    implements Component<ComputeStatistics.Inputs, ComputeStatistics.Outputs> {

  /** What to count. */
  public record Inputs(@Doc("The rows to count") Examples examples) {}

  /** What was counted. */
  public record Outputs(@Doc("Statistics of each split") Statistics statistics) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Statistics statistics = task.stage(Statistics.TYPE);
    TableStatistics counter =
        TableStatistics.with(task.workDirectory(), task.threads(), task.port(PartialCache.class));
    SequencedMap<String, DatasetStatistics> splits = new LinkedHashMap<>();
    for (String split : Splits.rows(inputs.examples()).keySet()) {
      List<Shard> shards = Splits.shards(inputs.examples(), split).stream().map(Shard::of).toList();
      splits.put(split, counter.of(shards, StatisticsOptions.PLAIN));
    }
    new StatisticsFile(splits).write(statistics);
    return new Outputs(statistics);
  }
}
