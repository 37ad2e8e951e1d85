package dev.millrace.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a program of a user's could write: a classifier of two classes over a matrix of two columns
 * and a text, with the outputs that exporters give, of operators that we have no kernels for.
 */
final class Program {

  static final String SIGNATURE =
      """
      { "inputs": [
          { "tensor": "X", "columns": ["size", "rooms"] },
          { "tensor": "colour", "columns": ["colour"] } ],
        "outputs": { "probability": { "tensor": "probabilities", "column": 1 } } }
      """;

  final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
  final GraphProto.Builder graph = GraphProto.newBuilder().setName("exported");
  String signature = SIGNATURE;
  final List<String> predictions = new ArrayList<>();

  Program() {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(19));
    graph
        .addInput(tensor("X", DataType.FLOAT, 0, 2))
        .addInput(tensor("colour", DataType.STRING, 0))
        .addInput(tensor("colour__present", DataType.BOOL, 0))
        .addInitializer(floats("weights", List.of(2L, 2L), 0, 0.001f, 0, -0.2f))
        .addInitializer(floats("red_counts", List.of(1L, 2L), 0, 0.5f))
        .addInitializer(floats("zero", List.of(), 0))
        .addInitializer(longs("second", 1))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("red")
                .setDataType(DataType.STRING.getNumber())
                .addStringData(ByteString.copyFromUtf8("🔴")))
        .addOutput(tensor("label", DataType.INT64, 0))
        .addOutput(tensor("probabilities", DataType.FLOAT, 0, 2));
    node("IsNaN", "X", "missing");
    node("Where", "missing,zero,X", "filled");
    node("MatMul", "filled,weights", "of_numbers");
    node("Equal", "colour,red", "equal");
    node("And", "equal,colour__present", "is_red");
    node("Cast", "is_red", "redness", attribute("to", DataType.FLOAT.getNumber()));
    node("Unsqueeze", "redness,second", "column");
    node("Mul", "column,red_counts", "of_colour");
    node("Add", "of_numbers,of_colour", "scores");
    node("Softmax", "scores", "probabilities", attribute("axis", 1));
    node("ArgMax", "scores", "label", attribute("axis", 1), attribute("keepdims", 0));
    for (int row = 0; row < 40; row++) {
      boolean sized = row % 5 > 0;
      boolean red = row % 3 == 0;
      double score = (sized ? 10 * row * 0.001 : 0) - 0.2 * (row % 7) + (red ? 0.5 : 0);
      predictions.add(
          "{\"inputs\": {\"size\": %s, \"rooms\": %d, \"colour\": %s}, \"outputs\": {\"probability\": %s}}"
              .formatted(
                  sized ? 10 * row : "null",
                  row % 7,
                  red ? "\"🔴\"" : row % 3 == 1 ? "null" : "\"unknown\"",
                  1 / (1 + StrictMath.exp(-score))));
    }
  }

  /** A node; names of several inputs are divided by commas. */
  Program node(String operator, String inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(List.of(inputs.split(",", -1)))
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** The same with a signature in which a text stands for another. */
  Program saying(String text, String instead) {
    signature = signature.replace(text, instead);
    return this;
  }

  OnnxModel write(Path directory) throws Exception {
    Files.createDirectories(directory);
    Files.write(directory.resolve("model.onnx"), model.setGraph(graph).build().toByteArray());
    Files.writeString(directory.resolve("signature.json"), signature);
    Files.write(directory.resolve("predictions.jsonl"), predictions);
    return new OnnxModel(new Handle.Staged(directory, new TreeMap<>()));
  }

  /**
   * @param dimensions 0 for one that is free
   */
  static ValueInfoProto tensor(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDim(
          dimension == 0
              ? TensorShapeProto.Dimension.newBuilder().setDimParam("batch")
              : TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  static TensorProto floats(String name, List<Long> dimensions, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT.getNumber())
            .addAllDims(dimensions);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  static TensorProto longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}
