package dev.millrace.model.predict;

import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.integers;
import static dev.millrace.model.predict.RawModel.strings;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Graphs that are not computed, each with the one message that says why. */
class RefusalsTest {

  @Test
  void of_operatorWithoutKernel_namesItAndOnnxRuntime() {
    refused(
        identity().node("Conv", "x", "c1")::predictor, "needs ONNX Runtime: operator 'Conv'", "c1");
  }

  @Test
  void of_operatorOfAnotherDomain_namesIt() {
    RawModel model = identity();
    model.graph.addNode(
        NodeProto.newBuilder().setDomain("com.microsoft").setOpType("Gelu").addOutput("g"));

    refused(model::predictor, "operator 'com.microsoft.Gelu'");
  }

  @Test
  void of_attributeThatWouldBeIgnored_isRefused() {
    refused(identity().node("Add", "x,x", "y", attribute("axis", 1))::predictor, "'axis'");
  }

  @Test
  void of_operatorSetThatIsNotKnown_namesTheVersion() {
    refused(identity().opset(99)::predictor, "version 99 of operator set 'ai.onnx'");
  }

  @Test
  void of_valueUsedBeforeItIsComputed_isRefused() {
    refused(identity().node("Add", "x,later", "y")::predictor, "'later' is not computed before");
  }

  @Test
  void of_valueComputedTwice_isRefused() {
    refused(identity().node("Identity", "x", "z")::predictor, "two values named 'z'");
  }

  @Test
  void of_integerDivisionByZeroOrByAnInput_isRefused() {
    RawModel zero =
        new RawModel()
            .input("n", DataType.INTEGER)
            .constant("zero", 0)
            .node("Mod", "n,zero", "z")
            .output("z", DataType.INTEGER, TensorProto.DataType.INT64);
    RawModel input =
        new RawModel()
            .input("n", DataType.INTEGER)
            .node("Div", "n,n", "z")
            .output("z", DataType.INTEGER, TensorProto.DataType.INT64);

    refused(zero::predictor, "divides integers by zero");
    refused(input::predictor, "divisor that is not a constant");
  }

  @Test
  void of_typesThatDoNotMatch_namesBoth() {
    refused(identity().constant("n", 1).node("Add", "x,n", "y")::predictor, "are DOUBLE and INT64");
  }

  @Test
  void of_rowsThatWouldMeet_isRefused() {
    RawModel table =
        identity()
            .constant("one", 1)
            .node("Unsqueeze", "x,one", "column")
            .node("Add", "x,column", "y");
    RawModel stacked = identity().node("Concat", "x,x", "y", attribute("axis", 0));
    RawModel reshaped = identity().constant("to", 1, -1).node("Reshape", "x,to", "y");

    refused(table::predictor, "[N] and [N, 1] do not combine");
    refused(stacked::predictor, "along axis 0");
    refused(reshaped::predictor, "into another number of rows");
  }

  @Test
  void of_wideningWithoutEnd_stopsAtTheLimit() {
    RawModel model = identity().constant("one", 1).node("Unsqueeze", "x,one", "w0");
    for (int i = 0; i < 40; i++) {
      model.node("Concat", "w" + i + ",w" + i, "w" + (i + 1), attribute("axis", 1));
    }

    refused(model::predictor, "more than 65536 elements a row");
  }

  @Test
  void of_manyWideValues_stopAtTheLimit() {
    RawModel model = identity().constant("one", 1).node("Unsqueeze", "x,one", "w0");
    for (int i = 0; i < 15; i++) {
      model.node("Concat", "w" + i + ",w" + i, "w" + (i + 1), attribute("axis", 1));
    }
    for (int i = 0; i < 100; i++) {
      model.node("Add", "w15,w15", "sum" + i);
    }

    refused(model::predictor, "more than 8388608 bytes a row");
  }

  @Test
  void of_dataInAnotherFile_isNeverRead() {
    RawModel located = identity();
    located.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("secret")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd")));

    refused(located::predictor, "a constant keeps its data in another file");
  }

  @Test
  void of_constantWhoseElementsDoNotFillIt_isRefused() {
    RawModel listed = identity();
    listed.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("c")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(3)
            .addFloatData(1));
    RawModel raw = identity();
    raw.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("c")
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .setRawData(ByteString.copyFrom(new byte[7])));
    RawModel huge = identity();
    huge.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("c")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(1L << 40)
            .addDims(1L << 40));

    refused(listed::predictor, "constant 'c' has 1 elements, its dimensions are [3]");
    refused(raw::predictor, "constant 'c' has raw data that is no list of DOUBLE");
    refused(huge::predictor, "constant 'c' has dimensions");
  }

  @Test
  void of_labelEncoderWithAKeyTwice_isRefused() {
    RawModel model =
        new RawModel()
            .input("s", DataType.STRING)
            .node(
                "LabelEncoder",
                "s",
                "z",
                strings("keys_strings", "a", "a"),
                integers("values_int64s", 1L, 2L))
            .output("z", DataType.INTEGER, TensorProto.DataType.INT64);

    refused(model::predictor, "the key 'a' twice");
  }

  @Test
  void of_fileBeyondALimit_namesTheLimit() {
    OnnxLimits small = new OnnxLimits(50, 1000, 1000, 10, 1000, 10);
    OnnxLimits few = new OnnxLimits(1 << 20, 5, 1000, 10, 1000, 10);
    OnnxLimits mute = new OnnxLimits(1 << 20, 1000, 5, 10, 1000, 10);
    RawModel model = identity();
    byte[] bytes = model.model().build().toByteArray();

    refused(() -> Predictor.of(bytes, model.signature(), small), "at most 50 are read");
    refused(() -> Predictor.of(bytes, model.signature(), few), "more than 5 messages");
    refused(() -> Predictor.of(bytes, model.signature(), mute), "more than 5 strings");
  }

  @Test
  void of_bytesThatAreNoGraph_isRefused() {
    RawModel model = identity();
    byte[] random = new byte[10_000];
    new Random(1).nextBytes(random);

    refused(() -> Predictor.of(new byte[0], model.signature()), "it holds no graph");
    refused(() -> Predictor.of(random, model.signature()), "");
    refused(
        () ->
            Predictor.of(
                ModelProto.newBuilder().setIrVersion(8).build().toByteArray(), model.signature()),
        "it holds no graph");
  }

  @Test
  void of_tablesAndAxesThatAreNotRows_areRefused() {
    RawModel byAxis = identity().constant("i", 0).node("Gather", "x,i", "y", attribute("axis", 0));
    RawModel table =
        indexed().matrix("t", 2, 1, 2, 3, 4).node("Gather", "t,n", "y", attribute("axis", 0));
    RawModel outside = indexed().constant("t", 1, 2).constant("i", 2).node("Gather", "t,i", "y");
    RawModel column = column().integer("i", -2).node("Gather", "c,i", "y", attribute("axis", 1));
    RawModel whole = column().constant("axes", 0).node("ReduceSum", "c,axes", "y");
    RawModel all = column().node("ReduceSum", "c", "y");

    refused(byAxis::predictor, "'Gather'", "shape [N] along axis 0");
    refused(table::predictor, "a table of dimensions [2, 2]");
    refused(outside::predictor, "index 2 is outside its 2 elements");
    refused(column::predictor, "index -2 is outside its 1 elements");
    refused(whole::predictor, "[N, 1] and these axes");
    refused(all::predictor, "takes 2 to 2 inputs");
  }

  @Test
  void of_functionsOfOtherTypes_areRefused() {
    RawModel root = indexed().node("Sqrt", "n", "y");
    RawModel infinite = indexed().node("IsInf", "n", "y");
    RawModel mixed = indexed().scalar("two", 2).node("Pow", "n,two", "y");
    RawModel integers = indexed().node("Pow", "n,n", "y");

    refused(root::predictor, "'Sqrt'", "no floating-point number");
    refused(infinite::predictor, "'IsInf'", "no floating-point number");
    refused(mixed::predictor, "INT64 to the power of DOUBLE");
    refused(integers::predictor, "'Pow'", "with INT64");
  }

  @Test
  void of_labelEncoderOfIntegersThatIsWrong_isRefused() {
    RawModel twice =
        indexed()
            .node(
                "LabelEncoder",
                "n",
                "y",
                integers("keys_int64s", 4L, 4L),
                integers("values_int64s", 1L, 2L));
    RawModel both =
        indexed()
            .node(
                "LabelEncoder",
                "n",
                "y",
                strings("keys_strings", "a"),
                integers("keys_int64s", 4L),
                integers("values_int64s", 1L));
    RawModel few = indexed().node("LabelEncoder", "n", "y", integers("keys_int64s", 4L));

    refused(twice::predictor, "the key 4 twice");
    refused(both::predictor, "keys of two types");
    refused(few::predictor, "1 keys for 0 integers or 0 floats");
  }

  @Test
  void of_constantWithoutElements_isRefused() {
    RawModel empty = column().constant("none").node("Cast", "c", "i", attribute("to", 7));

    refused(empty.node("Add", "i,none", "y")::predictor, "a constant of no elements");
  }

  private static RawModel indexed() {
    return identity().input("n", DataType.INTEGER);
  }

  private static RawModel column() {
    return identity().constant("one", 1).node("Unsqueeze", "x,one", "c");
  }

  private static RawModel identity() {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .node("Identity", "x", "z")
        .output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
  }

  private static void refused(ThrowingCallable call, String... messages) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContainingAll(messages);
  }
}
