package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Contents;
import dev.millrace.model.bundle.Continuation;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import dev.millrace.model.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * Makes the bundle of a model that a program of the user's has trained, and holds it to the same as
 * one that {@link Train} makes.
 */
@Named("bundle")
@Doc("Bundles a model that a program of yours has trained and written as ONNX, ready to serve.")
@Example(
    """
    bundle:
      uses: bundle
      with: { label: late, task: binary }
    """)
public final class BundleProgram implements Component<BundleProgram.Inputs, BundleProgram.Outputs> {

  private static final String TRAINER = "program";
  private static final int ROWS = 1000;

  /** What the program made, and what else belongs into a bundle. */
  public record Inputs(
      @Doc("model.onnx, signature.json and predictions.jsonl, as the program wrote them")
          OnnxModel program,
      @Doc("The raw rows, for sample requests") Examples examples,
      @Doc("What the raw rows should look like, and which columns may be missing") Schema schema,
      @Doc("Of the raw rows: what monitoring compares with later") Statistics statistics,
      @Doc("What made the features, if the model takes features and not raw columns")
          Optional<TransformGraph> transform,
      @Default("binary") @Doc("What it predicts: a truth, a class, a number, or an order in groups")
          Value<Task> task,
      @Doc("The label's column") Value<String> label,
      @Default("UTC")
          @Doc("The calendar that timestamps are written in; a transform's own if given")
          Value<String> zone) {}

  /** The bundle. */
  public record Outputs(@Doc("The model, with its transform if it has one") Model model) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext context) throws Exception {
    Task task = inputs.task().get();
    ProgramFiles files = ProgramFiles.read(inputs.program(), task);
    Optional<TransformFiles> transform = transform(inputs, files.signature());
    ModelGraph alone =
        ProgramGraph.of(
            files.graph(),
            files.signature(),
            task,
            fields(inputs, files.signature(), context),
            inputs.zone().get());
    double difference =
        ProgramChecks.of(alone.predictor(), task).requireAgreement(files.predictions());
    context.log(
        "model.onnx agrees with the program's own predictions within "
            + difference
            + " on "
            + files.predictions().size()
            + " rows");
    ModelGraph graph = transform.map(made -> behind(made, files, task)).orElse(alone);
    List<JsonNode> samples = samples(inputs, graph, alone.predictor(), transform);
    Model bundle = context.stage(Model.TYPE);
    Continuation continuation =
        new Continuation(Optional.empty(), transform.flatMap(TransformFiles::kept));
    ModelBundle.write(
        bundle.directory(),
        contents(inputs, files.signature(), graph, samples, continuation),
        graph.predictor());
    ModelRuntime runtime = graph.predictor().runtime();
    bundle.property(ModelRuntime.PROPERTY, runtime.text());
    context.log("computed by " + runtime.words());
    return new Outputs(bundle);
  }

  /** Rows to keep as samples, once the graph has been tried with many, real and not. */
  private static List<JsonNode> samples(
      Inputs inputs, ModelGraph graph, Predictor program, Optional<TransformFiles> transform)
      throws SQLException, InterruptedException {
    ProgramChecks checks = ProgramChecks.of(graph.predictor(), inputs.task().get());
    Batch real = SampleRows.pick(inputs.examples(), graph.signature(), ROWS);
    UnusualRows unusual = new UnusualRows(graph.signature());
    Batch odd = unusual.of(real);
    checks.requireSound(real);
    checks.requireComputed(odd);
    if (transform.isPresent()) {
      Predictor features = transform.get().predictor();
      checks.requireSame(real, features, program);
      checks.requireSame(odd, features, program);
    }
    return SampleRows.samples(real, unusual, graph.signature());
  }

  private static Optional<TransformFiles> transform(Inputs inputs, ProgramSignature signature)
      throws IOException {
    if (!signature.ofFeatures()) {
      return Optional.empty();
    }
    if (inputs.transform().isEmpty()) {
      throw ProgramSignature.wrong("it names features, and no transform is given that makes them")
          .hint("give the step the graph of the transform step: transform: ${steps.ID.graph}");
    }
    return Optional.of(TransformFiles.read(inputs.transform().get()));
  }

  /** What the program's graph takes, of the types that the rows have. */
  private static List<Field> fields(Inputs inputs, ProgramSignature signature, TaskContext context)
      throws SQLException, IOException {
    SequencedMap<String, DataType> types;
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), context.workDirectory(), context.threads())) {
      types = reader.columns();
    }
    String label = inputs.label().get();
    if (!types.containsKey(label)) {
      throw UserError.usage("the examples have no column '" + label + "', the label")
          .hint(Suggestion.remedy(label, types.keySet()));
    }
    if (signature.ofFeatures()) {
      return signature.columns().stream()
          .map(feature -> new Field(feature, DataType.NUMBER, true))
          .toList();
    }
    DataSchema schema = DataSchema.read(inputs.schema());
    List<Field> fields = new ArrayList<>();
    for (String column : signature.columns()) {
      DataType type = types.get(column);
      if (type == null) {
        throw ProgramSignature.wrong("the examples have no column '" + column + "'")
            .hint(Suggestion.remedy(column, types.keySet()));
      }
      if (column.equals(label)) {
        throw ProgramSignature.wrong("it takes the label '" + column + "', which is asked for");
      }
      fields.add(new Field(column, type, schema.feature(column, "signature.json").nullable()));
    }
    return fields;
  }

  private static ModelGraph behind(TransformFiles transform, ProgramFiles files, Task task) {
    ModelGraph.requireFreeOutputs(transform, task, files.signature().classNames());
    return ProgramGraph.behind(transform, files.graph(), files.signature(), task);
  }

  private static Contents contents(
      Inputs inputs,
      ProgramSignature signature,
      ModelGraph graph,
      List<JsonNode> samples,
      Continuation continuation)
      throws IOException {
    return new Contents(
        TRAINER,
        inputs.task().get(),
        inputs.label().get(),
        signature.classNames(),
        signature.columns(),
        graph.onnx(),
        graph.signature(),
        Files.readString(inputs.schema().file(DataSchema.FILE)),
        Files.readString(inputs.statistics().file(StatisticsFile.NAME)),
        Json.object(),
        samples,
        continuation);
  }
}
