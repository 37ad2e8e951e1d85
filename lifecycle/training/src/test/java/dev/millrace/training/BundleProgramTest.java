package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that a program wrote becomes a bundle like any other, or is refused with the reason. */
class BundleProgramTest {

  private static final String HOUSES =
      """
      SELECT CASE WHEN i % 5 > 0 THEN (i * 10)::DOUBLE END AS size, (i % 7)::BIGINT AS rooms,
             CASE WHEN i % 3 > 0 THEN ['🔴', 'blue'][1 + i % 2] END AS colour, i % 2 = 0 AS sold
      FROM range(60) t(i)
      """;

  private static final String SCHEMA =
      """
      features:
        size: { type: number, nullable: true }
        rooms: { type: integer }
        colour: { type: string, nullable: true }
        sold: { type: boolean, label: true }
      """;

  @TempDir Path folder;

  @Test
  void run_operatorsWithoutKernels_makesABundleThatRunsOnOnnxRuntime() throws Exception {
    Program program = new Program();
    TestTask task = TestTask.in(folder);
    ModelBundle bundle = bundle(program.write(folder.resolve("program")), Task.BINARY, task);

    assertThat(bundle.manifest().runtime()).isEqualTo(ModelRuntime.ONNXRUNTIME);
    assertThat(bundle.manifest().trainer()).isEqualTo("program");
    assertThat(bundle.manifest().label()).isEqualTo("sold");
    assertThat(bundle.signature().inputs())
        .containsExactly(
            new Field("size", dev.millrace.model.DataType.NUMBER, true),
            new Field("rooms", dev.millrace.model.DataType.INTEGER, false),
            new Field("colour", dev.millrace.model.DataType.STRING, true));
    assertThat(bundle.signature().outputs())
        .containsExactly(new Field("probability", dev.millrace.model.DataType.NUMBER, false));
    assertThat(bundle.contents().samples()).hasSize(12);
    assertThat(task.lines())
        .anyMatch(line -> line.matches("model.onnx agrees with the program's own .* on 40 rows"))
        .anyMatch(line -> line.startsWith("computed by ONNX Runtime"));
    for (String line : program.predictions) {
      var row = Json.parse(line);
      assertThat(probability(bundle, row.required("inputs").toString()))
          .isCloseTo(row.required("outputs").required("probability").doubleValue(), within(1e-6));
    }
  }

  @Test
  void run_operatorsThatWeHave_runsOnOurKernels() throws Exception {
    Program program = new Program();
    program.graph.clear().setName("small").addInput(Program.tensor("size", DataType.FLOAT, 0, 1));
    program
        .graph
        .addInitializer(Program.floats("zero", List.of(), 0))
        .addOutput(Program.tensor("p", DataType.FLOAT, 0, 1));
    program.node("IsNaN", "size", "missing").node("Where", "missing,zero,size", "filled");
    program.node("Sigmoid", "filled", "p");
    program.signature =
        """
        { "inputs": [{ "tensor": "size", "columns": ["size"] }],
          "outputs": { "probability": { "tensor": "p" } } }
        """;
    program.predictions.clear();
    for (int row = 0; row < 20; row++) {
      program.predictions.add(
          "{\"inputs\": {\"size\": %d}, \"outputs\": {\"probability\": %s}}"
              .formatted(row, 1 / (1 + Math.exp(-row))));
    }

    ModelBundle bundle = bundle(program.write(folder.resolve("program")), Task.BINARY);

    assertThat(bundle.manifest().runtime()).isEqualTo(ModelRuntime.JAVA);
    assertThat(probability(bundle, "{\"size\": null}")).isEqualTo(0.5);
  }

  @Test
  void run_severalClasses_givesEachProbabilityAndTheGreatest() throws Exception {
    Program program =
        new Program()
            .saying(
                "{ \"tensor\": \"probabilities\", \"column\": 1 }",
                "{ \"tensor\": \"probabilities\" }");
    program.signature =
        program.signature.stripTrailing().replaceFirst("}$", ", \"classes\": [\"no\", \"🟢\"] }");
    program.predictions.replaceAll(
        line -> {
          double yes = Json.parse(line).required("outputs").required("probability").doubleValue();
          return line.replaceFirst(
              "\\{\"probability.*",
              "{\"probability_no\": %s, \"probability_🟢\": %s}}".formatted(1 - yes, yes));
        });

    ModelBundle bundle = bundle(program.write(folder.resolve("program")), Task.MULTICLASS);

    assertThat(bundle.manifest().outputs())
        .containsExactly("class", "probability_no", "probability_🟢");
    Batch found = predict(bundle, "{\"size\": 400, \"rooms\": 0, \"colour\": null}");
    assertThat(((Column.Strings) found.column("class")).value(0)).isEqualTo("🟢");
  }

  @Test
  void run_behindATransform_isOneGraphOfRawColumns() throws Exception {
    Flights flights = Flights.make(folder.resolve("flights"));
    Program program = ofFeatures();

    ModelBundle bundle =
        run(
            new BundleProgram.Inputs(
                program.write(folder.resolve("program")),
                flights.examples(),
                flights.schema(),
                flights.statistics(),
                Optional.of(flights.transform()),
                Value.of(Task.BINARY),
                Value.of("late"),
                Value.of("UTC")),
            TestTask.in(folder));

    assertThat(bundle.signature().inputs())
        .extracting(Field::name)
        .containsExactly("date", "distance", "origin");
    assertThat(bundle.manifest().features()).containsExactly("distance", "hour");
    double expected = 1 / (1 + StrictMath.exp(-(500 * 0.001 - 0.2 * 6)));
    assertThat(
            probability(
                bundle, "{\"date\": \"2001-01-01T06:30\", \"distance\": 500, \"origin\": \"🛫\"}"))
        .isCloseTo(expected, within(1e-6));
    refused(
        inputs(program.write(folder.resolve("program")), Task.BINARY, Optional.empty()),
        "names features, and no transform is given");
  }

  /** Features distance and hour instead of columns; the text is not asked for. */
  private static Program ofFeatures() {
    Program program = new Program();
    program.graph.removeInput(2).removeInput(1);
    program
        .graph
        .addInitializer(
            TensorProto.newBuilder()
                .setName("colour")
                .setDataType(DataType.STRING.getNumber())
                .addDims(1)
                .addStringData(com.google.protobuf.ByteString.copyFromUtf8("none")))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("colour__present")
                .setDataType(DataType.BOOL.getNumber())
                .addDims(1)
                .addInt32Data(0));
    program.signature =
        """
        { "inputs": [{ "tensor": "X", "features": ["distance", "hour"] }],
          "outputs": { "probability": { "tensor": "probabilities", "column": 1 } } }
        """;
    program.predictions.clear();
    for (int row = 0; row < 24; row++) {
      double score = row * 0.1 - 0.2 * row;
      program.predictions.add(
          "{\"inputs\": {\"distance\": %d, \"hour\": %d}, \"outputs\": {\"probability\": %s}}"
              .formatted(row * 100, row, 1 / (1 + StrictMath.exp(-score))));
    }
    return program;
  }

  @Test
  void run_filesMissingDamagedOrTooLarge_areRefused() throws Exception {
    Path place = folder.resolve("program");
    OnnxModel model = new Program().write(place);
    Files.writeString(place.resolve("predictions.jsonl"), "{\"inputs\"\n");
    refused(model, "predictions.jsonl of the program, line 1: it is not JSON");
    Files.delete(place.resolve("predictions.jsonl"));
    refused(model, "the program has written no predictions.jsonl");
    Files.writeString(place.resolve("model.onnx"), "no graph at all, but a text");
    refused(model, "not an ONNX model");
    try (RandomAccessFile huge = new RandomAccessFile(place.resolve("model.onnx").toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }
    refused(model, "model.onnx of the program has 67108865 bytes; at most 67108864 are read");
    Files.delete(place.resolve("model.onnx"));
    Files.createSymbolicLink(place.resolve("model.onnx"), place.resolve("signature.json"));
    refused(model, "the program has written no model.onnx");
  }

  @Test
  void run_dataInAnotherFile_isRefusedWhereverItIs() throws Exception {
    TensorProto.Builder outside =
        TensorProto.newBuilder()
            .setName("outside")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));
    Program constant = new Program();
    constant.graph.addInitializer(outside);
    Program attribute = new Program();
    attribute.node(
        "Constant",
        "",
        "c",
        ai.onnx.proto.OnnxMl.AttributeProto.newBuilder()
            .setName("value")
            .setType(ai.onnx.proto.OnnxMl.AttributeProto.AttributeType.TENSOR)
            .setT(outside)
            .build());

    refused(constant, "keeps its data in another file");
    refused(attribute, "keeps its data in another file");
  }

  @Test
  void run_graphInAFormThatNoRequestHas_isRefused() throws Exception {
    Program old = new Program();
    old.model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(11));
    Program fixed = new Program();
    fixed.graph.setInput(0, Program.tensor("X", DataType.FLOAT, 1, 2));
    Program deep = new Program();
    deep.graph.setOutput(1, Program.tensor("probabilities", DataType.FLOAT, 0, 2, 2));
    Program nobodys = new Program();
    nobodys.graph.getNodeBuilder(9).setOpType("Softmaxx");
    Program batchwise = new Program();
    batchwise.graph.getNodeBuilder(9).setAttribute(0, Program.attribute("axis", 0));
    batchwise.predictions.replaceAll(
        line -> line.replaceFirst("\"probability\": .*", "\"probability\": 0.025}}"));

    refused(old, "version 11 of ONNX's operators; expected 13 or later");
    refused(fixed, "input 'X' of the graph takes exactly 1 rows");
    refused(deep, "output 'probabilities' of the graph is not declared as [N] or [N, width]");
    refused(nobodys, "ONNX Runtime does not take the model");
    refused(batchwise, "differs from the program's own predictions");
  }

  @Test
  void run_signatureThatTheGraphDoesNotHave_isRefused() throws Exception {
    refused(new Program().saying("\"X\"", "\"Y\""), "the graph has no input 'Y'");
    refused(
        new Program().saying("\"tensor\": \"probabilities\"", "\"tensor\": \"probability\""),
        "no output 'probability'");
    refused(new Program().saying(", \"column\": 1", ""), "say which column");
    refused(new Program().saying("\"column\": 1", "\"column\": 2"), "has no column 2");
    refused(
        new Program().saying("\"tensor\": \"probabilities\"", "\"tensor\": \"label\""),
        "output 'label' is INT64 [N]");
    refused(new Program().saying("\"size\", \"rooms\"", "\"size\""), "1 columns are named for it");
    refused(
        new Program().saying("\"rooms\"", "\"colour\""),
        "'colour' is a string, and input 'X' takes FLOAT");
    refused(new Program().saying("\"rooms\"", "\"romms\""), "the examples have no column 'romms'");
    refused(new Program().saying("\"rooms\"", "\"sold\""), "it takes the label 'sold'");
    refused(
        new Program().saying("\"probability\"", "\"score\""),
        "output 'score', which task binary has not");
    refused(new Program().saying("\"inputs\"", "\"input\""), "signature.json of the program: ");
    Program unmasked = new Program();
    unmasked
        .graph
        .removeInput(2)
        .addInitializer(
            TensorProto.newBuilder()
                .setName("colour__present")
                .setDataType(DataType.BOOL.getNumber())
                .addDims(1)
                .addInt32Data(1));
    refused(unmasked, "'colour' may be missing, for which STRING has no value");
    Program more = new Program();
    more.graph.addInput(Program.tensor("training", DataType.BOOL, 0));
    refused(more, "does not say what the graph's inputs are: [training]");
  }

  @Test
  void run_predictionsThatDifferOrAreNone_areRefused() throws Exception {
    Program few = new Program();
    few.predictions.subList(10, 40).clear();
    Program swapped = new Program().saying("\"column\": 1", "\"column\": 0");
    Program bare = new Program();
    bare.predictions.set(3, "{\"size\": 1}");
    Program unknown = new Program();
    unknown.predictions.set(3, unknown.predictions.get(3).replace("rooms", "roms"));

    refused(few, "predictions.jsonl of the program has 10 rows; expected 20 to 100,000");
    refused(swapped, "the graph differs from the program's own predictions by up to 0.");
    refused(bare, "line 4: expected {\"inputs\": {…}, \"outputs\": {…}}");
    refused(unknown, "row 3 has an unknown input 'roms'");
  }

  @Test
  void run_logitsForProbabilities_areRefused() throws Exception {
    Program program = new Program();
    program.graph.getNodeBuilder(9).setOpType("Identity").clearAttribute();
    program.predictions.replaceAll(
        line -> {
          double p = Json.parse(line).required("outputs").required("probability").doubleValue();
          return line.replaceFirst(
              "\"probability\": .*", "\"probability\": " + Math.log(p / (1 - p)) + "}}");
        });

    refused(program, "expected a probability, from 0 to 1");
  }

  /** The program's own rows all have score 0, as has their sum. */
  @Test
  void run_predictionThatDependsOnOtherRows_isRefused() throws Exception {
    Program program = new Program();
    program.graph.getNodeBuilder(9).setOpType("Identity").clearAttribute().setOutput(0, "apart");
    program.graph.addInitializer(Program.longs("axes", 0));
    program
        .node("ReduceSum", "apart,axes", "sum", Program.attribute("keepdims", 1))
        .node("Sub", "apart,sum", "below")
        .node("Sigmoid", "below", "probabilities");
    program.predictions.replaceAll(
        line ->
            "{\"inputs\": {\"size\": 0, \"rooms\": 0, \"colour\": null}, \"outputs\": {\"probability\": 0.5}}");

    refused(program, "depends on the other rows of the request");
  }

  @Test
  void installed_bundle_isFoundByItsName() {
    assertThat(Components.installed().signature("bundle")).isPresent();
  }

  private void refused(Program program, String... reasons) throws Exception {
    refused(program.write(folder.resolve("program")), reasons);
  }

  private void refused(OnnxModel model, String... reasons) throws Exception {
    refused(inputs(model, Task.BINARY, Optional.empty()), reasons);
  }

  private void refused(BundleProgram.Inputs inputs, String... reasons) {
    assertThatThrownBy(() -> new BundleProgram().run(inputs, TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(reasons);
  }

  private ModelBundle bundle(OnnxModel model, Task task) throws Exception {
    return bundle(model, task, TestTask.in(folder));
  }

  private ModelBundle bundle(OnnxModel model, Task task, TestTask context) throws Exception {
    return run(inputs(model, task, Optional.empty()), context);
  }

  private static ModelBundle run(BundleProgram.Inputs inputs, TestTask context) throws Exception {
    return ModelBundle.open(new BundleProgram().run(inputs, context).model().directory());
  }

  private BundleProgram.Inputs inputs(
      OnnxModel model, Task task, Optional<TransformGraph> transform) throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("schema.yaml"), SCHEMA);
    Files.writeString(files.resolve("statistics.json"), "{\"splits\":{}}\n");
    Handle.Staged handle = new Handle.Staged(files, new TreeMap<>());
    Examples examples = Tables.examples(folder.resolve("examples"), Map.of("train", HOUSES));
    return new BundleProgram.Inputs(
        model,
        examples,
        new Schema(handle),
        new Statistics(handle),
        transform,
        Value.of(task),
        Value.of("sold"),
        Value.of("UTC"));
  }

  private static double probability(ModelBundle bundle, String row) {
    return ((Column.Doubles) predict(bundle, row).column("probability")).values()[0];
  }

  private static Batch predict(ModelBundle bundle, String row) {
    return bundle
        .predictor()
        .predict(RowCodec.ofInputs(bundle.signature()).decode(List.of(Json.parse(row))));
  }
}
