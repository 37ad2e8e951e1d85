package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A graph as another runtime gets it: within the limits, without data in other files, and with its
 * strings and the names of its values as they can be carried there. What its nodes mean is not
 * looked at.
 *
 * @param inputs by the names that they had
 * @param outputs likewise
 */
public record RuntimeGraph(byte[] onnx, List<Value> inputs, List<Value> outputs) {

  /**
   * @param carried what becomes of each string: an element of a tensor, an attribute, a name; equal
   *     ones of equal ones alone
   * @throws UserError if the bytes are not an ONNX model within the limits, or an input or output
   *     is not in our conventions
   */
  public static RuntimeGraph read(byte[] bytes, OnnxLimits limits, UnaryOperator<String> carried) {
    ModelProto.Builder model = OnnxFile.parse(bytes, limits).toBuilder();
    model.getGraphBuilder().clearValueInfo(); // it only repeats what follows
    List<Value> inputs = model.getGraph().getInputList().stream().map(Protos::value).toList();
    List<Value> outputs = model.getGraph().getOutputList().stream().map(Protos::value).toList();
    Strings strings = new Strings(carried);
    strings.replace(model.getGraphBuilder());
    model
        .getFunctionsBuilderList()
        .forEach(function -> function.getNodeBuilderList().forEach(strings::replace));
    return new RuntimeGraph(model.build().toByteArray(), inputs, outputs);
  }

  private record Strings(UnaryOperator<String> carried) {

    void replace(GraphProto.Builder graph) {
      graph.getInputBuilderList().forEach(info -> info.setName(carried.apply(info.getName())));
      graph.getOutputBuilderList().forEach(info -> info.setName(carried.apply(info.getName())));
      for (TensorProto.Builder constant : graph.getInitializerBuilderList()) {
        constant.setName(carried.apply(constant.getName()));
        replace(constant);
      }
      graph.getNodeBuilderList().forEach(this::replace);
    }

    void replace(NodeProto.Builder node) {
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, carried.apply(node.getInput(i)));
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, carried.apply(node.getOutput(i)));
      }
      node.getAttributeBuilderList().forEach(this::replace);
    }

    private void replace(AttributeProto.Builder attribute) {
      if (attribute.hasS()) {
        attribute.setS(replaced(attribute.getS()));
      }
      for (int i = 0; i < attribute.getStringsCount(); i++) {
        attribute.setStrings(i, replaced(attribute.getStrings(i)));
      }
      if (attribute.hasT()) {
        replace(attribute.getTBuilder());
      }
      attribute.getTensorsBuilderList().forEach(this::replace);
      if (attribute.hasG()) {
        replace(attribute.getGBuilder());
      }
      attribute.getGraphsBuilderList().forEach(this::replace);
    }

    private void replace(TensorProto.Builder tensor) {
      for (int i = 0; i < tensor.getStringDataCount(); i++) {
        tensor.setStringData(i, replaced(tensor.getStringData(i)));
      }
    }

    /** What is no text is left as it is: no string of a row is equal to it. */
    private ByteString replaced(ByteString bytes) {
      return bytes.isValidUtf8()
          ? ByteString.copyFromUtf8(carried.apply(bytes.toStringUtf8()))
          : bytes;
    }
  }
}
