package dev.millrace.data.transform;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Anomaly;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Makes model features of raw columns, and the graph that makes them again when a prediction is
 * asked for.
 */
@Named("transform")
@Doc(
    "Makes model features of raw columns, and the graph that makes them again when a prediction is asked for.")
@Example(
    """
    transform:
      uses: transform
      with:
        label: late
        features:
          hour:     { from: date, part: hour }
          distance: { from: distance, impute: median, indicator: true, scale: z_score }
          speed:    { expression: distance / hours, clip: { max_quantile: 99% } }
          origin:   { from: origin, vocabulary: { top: 300, min_count: 5 } }
    """)
public final class Transform implements Component<Transform.Inputs, Transform.Outputs> {

  /** What to make of what. */
  public record Inputs(
      @Doc("The rows") Examples examples,
      @Doc("Says which columns may be missing") Schema schema,
      @Doc("A gate: with errors among them nothing is transformed") Anomalies anomalies,
      @Doc("A model whose transform to keep as it is, such as champion") Optional<Model> initial,
      @Doc("The features, by name") Value<Map<String, FeatureSpec>> features,
      @Doc("The column to predict; never part of a feature") Value<String> label,
      @Default("[]") @Doc("Columns to keep as they are for the trainer: a weight, a group")
          Value<List<String>> keep,
      @Default("UTC") @Doc("The calendar that timestamps are written in") Value<String> zone) {

    /** Analyses the data, and keeps the label alone beside the features. */
    public Inputs(
        Examples examples,
        Schema schema,
        Anomalies anomalies,
        Value<Map<String, FeatureSpec>> features,
        Value<String> label,
        Value<String> zone) {
      this(
          examples,
          schema,
          anomalies,
          Optional.empty(),
          features,
          label,
          Value.of(List.of()),
          zone);
    }
  }

  /** The graph, and what it makes of the rows. */
  public record Outputs(
      @Doc("Raw columns in, features out") TransformGraph graph,
      @Doc("The features and the label of every row") TransformedExamples transformed) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    requireNoErrors(inputs.anomalies());
    TransformFiles files = files(inputs, task);
    TransformGraph graph = task.stage(TransformGraph.TYPE);
    files.write(graph);
    TransformedExamples transformed = task.stage(TransformedExamples.TYPE);
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      new TransformedWriter(files, inputs.label().get(), inputs.keep().get(), task)
          .write(reader, transformed);
    }
    return new Outputs(graph, transformed);
  }

  private static TransformFiles files(Inputs inputs, TaskContext task) throws Exception {
    if (inputs.initial().isPresent()) {
      return InitialTransform.keep(inputs.initial().get(), inputs, task);
    }
    task.log("no initial model: analysed from nothing");
    return analyse(inputs, task);
  }

  private static void requireNoErrors(Anomalies anomalies) throws IOException {
    List<Anomaly> errors = AnomaliesFile.read(anomalies).of(Anomaly.Severity.ERROR);
    if (!errors.isEmpty()) {
      String remedies =
          errors.stream().map(Anomaly::remedy).distinct().collect(Collectors.joining("; "));
      throw new GateRefused("validation found errors: " + once(errors)).hint(remedies);
    }
  }

  /** What is the same in several splits is said once, with their names. */
  private static String once(List<Anomaly> errors) {
    SequencedMap<String, List<String>> splits = new LinkedHashMap<>();
    errors.forEach(
        error ->
            splits.computeIfAbsent(error.reason(), first -> new ArrayList<>()).add(error.split()));
    return splits.entrySet().stream()
        .map(error -> error.getKey() + " (" + String.join(", ", error.getValue()) + ")")
        .collect(Collectors.joining("; "));
  }

  /** The graph that the training split gives; no row is transformed. */
  public static TransformFiles analyse(Inputs inputs, TaskContext task) throws Exception {
    String label = inputs.label().get();
    DataSchema schema = DataSchema.read(inputs.schema());
    List<Shard> shards = Shard.of(inputs.examples(), Splits.TRAIN);
    SequencedMap<String, DataType> types = ShardRows.columns(shards.getFirst().file());
    List<Feature> features = Declarations.read(inputs.features().get(), types, label);
    RawColumns columns =
        new RawColumns(types, column -> schema.feature(column, "transform").nullable());
    Analysis analysis =
        new Analysis(shards, columns, task.threads(), task.port(PartialCache.class));
    List<Fitted> fitted = new Fitting(analysis).fit(features, columns);
    task.log(
        "analysed %d of %d shards of '%s' in %d passes; %d were known"
            .formatted(
                analysis.shardsRead(),
                analysis.shards(),
                Splits.TRAIN,
                analysis.passes(),
                analysis.shards() - analysis.shardsRead()));
    OutputNames outputs = new OutputNames(fitted, label, inputs.keep().get());
    fitted.forEach(feature -> task.log(Told.of(feature, outputs.of(feature))));
    FeatureGraph.Written written =
        FeatureGraph.write(fitted, outputs, columns, inputs.zone().get());
    return new TransformFiles(
        written.onnx(), written.signature(), Optional.of(DeclaredFeatures.of(inputs).byName()));
  }
}
