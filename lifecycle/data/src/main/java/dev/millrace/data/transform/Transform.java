package dev.millrace.data.transform;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Anomaly;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes model features of raw columns, and the graph that makes them again when a prediction is
 * asked for.
 */
@Named("transform")
@Doc(
    "Makes model features of raw columns, and the graph that makes them again when a prediction is asked for.")
public final class Transform implements Component<Transform.Inputs, Transform.Outputs> {

  /** What to make of what. */
  public record Inputs(
      @Doc("The rows") Examples examples,
      @Doc("Says which columns may be missing") Schema schema,
      @Doc("A gate: with errors among them nothing is transformed") Anomalies anomalies,
      @Doc("The features, by name") Value<Map<String, FeatureSpec>> features,
      @Doc("The column to predict; never part of a feature") Value<String> label,
      @Default("UTC") @Doc("The calendar that timestamps are written in") Value<String> zone) {}

  /** The graph, and what it makes of the rows. */
  public record Outputs(
      @Doc("Raw columns in, features out") TransformGraph graph,
      @Doc("The features and the label of every row") TransformedExamples transformed) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    requireNoErrors(inputs.anomalies());
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      TransformFiles files = analyse(inputs, reader, task);
      TransformGraph graph = task.stage(TransformGraph.TYPE);
      files.write(graph);
      TransformedExamples transformed = task.stage(TransformedExamples.TYPE);
      new TransformedWriter(files, inputs.label().get(), task).write(reader, transformed);
      return new Outputs(graph, transformed);
    }
  }

  private static void requireNoErrors(Anomalies anomalies) throws IOException {
    List<Anomaly> errors = AnomaliesFile.read(anomalies).of(Anomaly.Severity.ERROR);
    if (!errors.isEmpty()) {
      throw new GateRefused(
          "validation found errors: "
              + errors.stream().map(Anomaly::text).collect(Collectors.joining("; ")));
    }
  }

  private static TransformFiles analyse(Inputs inputs, ExamplesReader reader, TaskContext task)
      throws Exception {
    List<Feature> features =
        Declarations.read(inputs.features().get(), reader.columns(), inputs.label().get());
    Vocabularies vocabularies = new Vocabularies(features);
    if (!vocabularies.columns().isEmpty()) {
      reader.read(Splits.TRAIN, vocabularies.columns(), vocabularies::add);
    }
    DataSchema schema = DataSchema.read(inputs.schema());
    FeatureGraph.Written written =
        FeatureGraph.write(
            features,
            vocabularies,
            reader.columns(),
            column -> schema.feature(column, "transform").nullable(),
            inputs.zone().get());
    features.forEach(feature -> task.log(feature.toString()));
    return new TransformFiles(written.onnx(), written.signature());
  }
}
