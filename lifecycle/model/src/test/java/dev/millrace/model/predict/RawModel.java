package dev.millrace.model.predict;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.OnnxGraph;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An ONNX file put together by hand, with what our own builder never writes. */
final class RawModel {

  final GraphProto.Builder graph = GraphProto.newBuilder().setName("raw");
  private final List<Field> inputs = new ArrayList<>();
  private final List<Field> outputs = new ArrayList<>();
  private int opset = 21;

  RawModel opset(int version) {
    opset = version;
    return this;
  }

  RawModel input(String name, DataType type) {
    inputs.add(new Field(name, type, false));
    graph.addInput(value(name, code(type)));
    return this;
  }

  RawModel output(String name, DataType type, TensorProto.DataType element) {
    outputs.add(new Field(name, type, false));
    graph.addOutput(value(name, element));
    return this;
  }

  /** A node; names of several inputs or outputs are divided by commas. */
  RawModel node(String operator, String inputs, String outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(outputs)
            .setOpType(operator)
            .setDomain(domain(operator))
            .addAllInput(List.of(inputs.split(",", -1)))
            .addAllOutput(List.of(outputs.split(",", -1)))
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  private static String domain(String operator) {
    return switch (operator) {
      case "LabelEncoder", "TreeEnsembleRegressor", "TreeEnsemble" -> "ai.onnx.ml";
      case "MurmurHash3" -> "com.microsoft";
      default -> "";
    };
  }

  /** A constant of dimensions [size]. */
  RawModel texts(String name, String... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.STRING.getNumber())
            .addDims(values.length);
    for (String value : values) {
      tensor.addStringData(ByteString.copyFromUtf8(value));
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** A constant of dimensions [rows, columns]. */
  RawModel matrix(String name, int rows, double... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .addDims(rows)
            .addDims(values.length / rows);
    for (double value : values) {
      tensor.addDoubleData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** A constant INT64 of no dimensions. */
  RawModel integer(String name, long value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addInt64Data(value));
    return this;
  }

  RawModel constant(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  RawModel scalar(String name, double value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .addDoubleData(value));
    return this;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto attribute(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  static AttributeProto integers(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(values))
        .build();
  }

  static AttributeProto floats(String name, Float... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOATS)
        .addAllFloats(List.of(values))
        .build();
  }

  static AttributeProto strings(String name, String... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }

  Signature signature() {
    return new Signature(inputs, outputs, "UTC");
  }

  ModelProto.Builder model() {
    boolean sets = graph.getNodeList().stream().anyMatch(n -> n.getOpType().equals("TreeEnsemble"));
    return ModelProto.newBuilder()
        .setIrVersion(10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(sets ? 5 : 3))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .setGraph(graph);
  }

  KernelPredictor predictor() {
    return KernelPredictor.of(
        OnnxGraph.read(model().build().toByteArray(), OnnxLimits.DEFAULT),
        signature(),
        OnnxLimits.DEFAULT);
  }

  /** Predicts rows written as JSON and gives the first output of each, as JSON. */
  List<String> predict(String rows) {
    List<JsonNode> parsed = Json.parse(rows).values().stream().toList();
    Batch batch = RowCodec.ofInputs(signature()).decode(parsed);
    Batch predicted = predictor().predict(batch);
    return RowCodec.ofOutputs(signature()).encode(predicted).stream()
        .map(row -> row.get(outputs.getFirst().name()).toString())
        .toList();
  }

  private static TensorProto.DataType code(DataType type) {
    return switch (type) {
      case BOOLEAN -> TensorProto.DataType.BOOL;
      case INTEGER, TIMESTAMP -> TensorProto.DataType.INT64;
      case NUMBER -> TensorProto.DataType.DOUBLE;
      case STRING -> TensorProto.DataType.STRING;
    };
  }

  static ValueInfoProto value(String name, TensorProto.DataType element) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(element.getNumber()).setShape(shape)))
        .build();
  }
}
