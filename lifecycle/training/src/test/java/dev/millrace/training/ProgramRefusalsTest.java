package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.TestTask;
import dev.millrace.model.bundle.Task;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that a program wrote is refused with the one reason that it has. */
class ProgramRefusalsTest {

  @TempDir Path folder;

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
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
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

  private void refused(Program program, String... reasons) throws Exception {
    refused(program.write(folder.resolve("program")), reasons);
  }

  private void refused(OnnxModel model, String... reasons) throws Exception {
    refused(Houses.inputs(folder, model, Task.BINARY), reasons);
  }

  private void refused(BundleProgram.Inputs inputs, String... reasons) {
    assertThatThrownBy(() -> new BundleProgram().run(inputs, TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(reasons);
  }
}
