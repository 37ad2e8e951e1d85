package dev.millrace.data.validation;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.StatisticsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the statistics of every split against the schema. */
@Named("validate")
@Doc(
    "Holds the data against the schema and, where it limits that, beside other data. Transform"
        + " refuses if there are errors; distributions that changed are warnings, and findings that"
        + " can trigger other pipelines.")
@Example(
    """
    validate:
      uses: validate
      with: { environment: training }
    """)
public final class ValidateStatistics
    implements Component<ValidateStatistics.Inputs, ValidateStatistics.Outputs> {

  /** The data and what it should look like. */
  public record Inputs(
      @Doc("What the data looks like") Statistics statistics,
      @Doc("What it should look like") Schema schema,
      @Doc("The rows, for rules in SQL and for patterns of many values")
          Optional<Examples> examples,
      @Doc("Statistics of the data before, for drift") Optional<Statistics> previous,
      @Doc("Statistics of what is served, for skew") Optional<Statistics> serving,
      @Doc("The environment of the schema that the data is of")
          Value<Optional<String>> environment) {

    /** Of statistics alone. */
    public Inputs(Statistics statistics, Schema schema) {
      this(
          statistics,
          schema,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Value.of(Optional.empty()));
    }
  }

  /** The differences. */
  public record Outputs(@Doc("What is not as it should be") Anomalies anomalies) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException, InterruptedException {
    AnomaliesFile found =
        Examination.of(
                StatisticsFile.read(inputs.statistics()),
                DataSchema.read(inputs.schema()),
                inputs.environment().get())
            .after(read(inputs.previous()))
            .servedAs(read(inputs.serving()))
            .with(inputs.examples().map(ValidateStatistics::shards).orElse(Map.of()))
            .anomalies(task.workDirectory());
    found
        .anomalies()
        .forEach(
            anomaly ->
                task.log(anomaly.severity() + " " + anomaly.text() + "; " + anomaly.remedy()));
    found
        .comparisons()
        .forEach(
            compared ->
                task.metric(
                    compared.kind()
                        + "."
                        + compared.split()
                        + "."
                        + compared.path()
                        + "."
                        + compared.measure(),
                    compared.effect(),
                    0));
    Anomalies anomalies = task.stage(Anomalies.TYPE);
    found.write(anomalies);
    findings(inputs, task).ifPresent(findings -> findings.tell(found.comparisons()));
    return new Outputs(anomalies);
  }

  /** What triggers have been told of these data. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) {
    return findings(inputs, task).map(DataFindings::known);
  }

  /** Empty if nothing is compared. */
  private static Optional<DataFindings> findings(Inputs inputs, TaskContext task) {
    Map<Kind, Statistics> others = new EnumMap<>(Kind.class);
    inputs.previous().ifPresent(previous -> others.put(Kind.DRIFT, previous));
    inputs.serving().ifPresent(serving -> others.put(Kind.SKEW, serving));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(DataFindings.of(task, inputs.statistics(), others));
  }

  private static Optional<StatisticsFile> read(Optional<Statistics> statistics) throws IOException {
    return statistics.isPresent()
        ? Optional.of(StatisticsFile.read(statistics.get()))
        : Optional.empty();
  }

  private static Map<String, List<Path>> shards(Examples examples) {
    Map<String, List<Path>> files = new HashMap<>();
    Splits.rows(examples)
        .keySet()
        .forEach(split -> files.put(split, Splits.shards(examples, split)));
    return files;
  }
}
