package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.TestTask;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that a program wrote becomes a bundle like any other, or is refused with the reason. */
class BundleProgramTest {

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

  /** The nodes that skl2onnx writes of scikit-learn's LogisticRegression, without ZipMap. */
  @Test
  void run_logisticRegressionAsExported_isTaken() throws Exception {
    Program program = new Program();
    program.model.clearOpsetImport();
    program.model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15));
    program.model.addOpsetImport(
        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(1));
    program.graph.clear().setName("exported");
    program
        .graph
        .addInput(Program.tensor("float_input", DataType.FLOAT, 0, 1))
        .addOutput(Program.tensor("label", DataType.INT64, 0))
        .addOutput(Program.tensor("probabilities", DataType.FLOAT, 0, 2))
        .addNode(
            NodeProto.newBuilder()
                .setDomain("ai.onnx.ml")
                .setOpType("LinearClassifier")
                .addInput("float_input")
                .addOutput("label")
                .addOutput("probability_tensor")
                .addAttribute(numbers("coefficients", -0.4f, 0.4f))
                .addAttribute(numbers("intercepts", 1, -1))
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("classlabels_ints")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addInts(0)
                        .addInts(1))
                .addAttribute(Program.attribute("multi_class", 1))
                .addAttribute(word("post_transform", "LOGISTIC")))
        .addNode(
            NodeProto.newBuilder()
                .setDomain("ai.onnx.ml")
                .setOpType("Normalizer")
                .addInput("probability_tensor")
                .addOutput("probabilities")
                .addAttribute(word("norm", "L1")));
    program.signature =
        """
        { "inputs": [{ "tensor": "float_input", "columns": ["rooms"] }],
          "outputs": { "probability": { "tensor": "probabilities", "column": 1 } } }
        """;
    program.predictions.clear();
    for (int row = 0; row < 20; row++) {
      program.predictions.add(
          "{\"inputs\": {\"rooms\": %d}, \"outputs\": {\"probability\": %s}}"
              .formatted(row, 1 / (1 + StrictMath.exp(1 - 0.4 * row))));
    }

    ModelBundle bundle = bundle(program.write(folder.resolve("program")), Task.BINARY);

    assertThat(bundle.manifest().runtime()).isEqualTo(ModelRuntime.ONNXRUNTIME);
    assertThat(probability(bundle, "{\"rooms\": 3}"))
        .isCloseTo(1 / (1 + StrictMath.exp(-0.2)), within(1e-6));
  }

  private static AttributeProto numbers(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  private static AttributeProto word(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
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
    Files.writeString(flights.transform().file("features.json"), "{\"hour\": {}}");
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
    assertThat(bundle.contents().continuation().trainerFile()).isEmpty();
    byte[] kept = bundle.contents().continuation().transform().orElseThrow().onnx();
    assertThat(kept).isEqualTo(TransformFiles.read(flights.transform()).onnx());
    double expected = 1 / (1 + StrictMath.exp(-(500 * 0.001 - 0.2 * 6)));
    assertThat(
            probability(
                bundle, "{\"date\": \"2001-01-01T06:30\", \"distance\": 500, \"origin\": \"🛫\"}"))
        .isCloseTo(expected, within(1e-6));
    assertThatThrownBy(() -> bundle(program.write(folder.resolve("program")), Task.BINARY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("names features, and no transform is given");
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
                .addStringData(ByteString.copyFromUtf8("none")))
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
  void installed_bundle_isFoundByItsName() {
    assertThat(Components.installed().signature("bundle")).isPresent();
  }

  private ModelBundle bundle(OnnxModel model, Task task) throws Exception {
    return bundle(model, task, TestTask.in(folder));
  }

  private ModelBundle bundle(OnnxModel model, Task task, TestTask context) throws Exception {
    return run(Houses.inputs(folder, model, task), context);
  }

  private static ModelBundle run(BundleProgram.Inputs inputs, TestTask context) throws Exception {
    return ModelBundle.open(new BundleProgram().run(inputs, context).model().directory());
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
