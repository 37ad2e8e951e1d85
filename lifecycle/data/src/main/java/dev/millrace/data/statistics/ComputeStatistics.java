package dev.millrace.data.statistics;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.data.examples.ExamplesReader;
import java.util.LinkedHashMap;
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
    SequencedMap<String, DatasetStatistics> splits = new LinkedHashMap<>();
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      for (String split : reader.rows().keySet()) {
        StatisticsBuilder builder = new StatisticsBuilder(reader.columns());
        reader.read(split, builder::add);
        splits.put(split, builder.build());
      }
    }
    new StatisticsFile(splits).write(statistics);
    return new Outputs(statistics);
  }
}
