package dev.millrace.data.validation;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.StatisticsFile;
import java.io.IOException;

/** Holds the statistics of every split against the schema. */
@Named("validate")
@Doc(
    "Holds the data, by its statistics, against the schema; transform refuses if there are errors.")
public final class ValidateStatistics
    implements Component<ValidateStatistics.Inputs, ValidateStatistics.Outputs> {

  /** The data and what it should look like. */
  public record Inputs(
      @Doc("What the data looks like") Statistics statistics,
      @Doc("What it should look like") Schema schema) {}

  /** The differences. */
  public record Outputs(@Doc("What is not as it should be") Anomalies anomalies) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    AnomaliesFile found =
        new AnomaliesFile(
            Validation.validate(
                StatisticsFile.read(inputs.statistics()), DataSchema.read(inputs.schema())));
    found
        .anomalies()
        .forEach(
            anomaly ->
                task.log(anomaly.severity() + " " + anomaly.text() + "; " + anomaly.remedy()));
    Anomalies anomalies = task.stage(Anomalies.TYPE);
    found.write(anomalies);
    return new Outputs(anomalies);
  }
}
