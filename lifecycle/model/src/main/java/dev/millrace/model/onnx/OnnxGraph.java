package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.millrace.core.error.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as read from a file, well-formed in itself; what its nodes mean is not looked at.
 *
 * @param constants initialisers by name
 * @param nodes in the order of the file, which ONNX wants to be one to compute in
 */
public record OnnxGraph(
    List<Value> inputs, Map<String, Tensor> constants, List<Node> nodes, List<Value> outputs) {

  /** The versions of the operator sets whose meaning our kernels have. */
  private static final Map<String, Versions> KNOWN =
      Map.of(
          "",
          new Versions(13, 23),
          GraphBuilder.ML_DOMAIN,
          new Versions(2, 5),
          GraphBuilder.RUNTIME_DOMAIN,
          new Versions(1, 1));

  private record Versions(long first, long last) {}

  /**
   * Reads a file.
   *
   * @throws UserError if it is malformed, too large, keeps data elsewhere, or is of operator sets
   *     that are not known
   */
  public static OnnxGraph read(byte[] bytes, OnnxLimits limits) {
    return of(OnnxFile.parse(bytes, limits));
  }

  /**
   * @throws UserError as {@link #read} does
   */
  static OnnxGraph of(ModelProto model) {
    model.getOpsetImportList().forEach(OnnxGraph::check);
    GraphProto graph = model.getGraph();
    if (graph.getSparseInitializerCount() > 0) {
      throw Unsupported.because("a sparse constant");
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (TensorProto constant : graph.getInitializerList()) {
      if (constants.put(constant.getName(), Tensors.read(constant)) != null) {
        throw UserError.failure("the graph has two constants '" + constant.getName() + "'");
      }
    }
    return new OnnxGraph(
        graph.getInputList().stream().map(Protos::value).toList(),
        constants,
        graph.getNodeList().stream().map(OnnxGraph::node).toList(),
        graph.getOutputList().stream().map(Protos::value).toList());
  }

  private static Node node(NodeProto proto) {
    String domain = proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
    return new Node(
        proto.getName(),
        domain,
        proto.getOpType(),
        List.copyOf(proto.getInputList()),
        List.copyOf(proto.getOutputList()),
        new Attributes(proto.getAttributeList()));
  }

  private static void check(OperatorSetIdProto imported) {
    String domain = imported.getDomain().equals("ai.onnx") ? "" : imported.getDomain();
    Versions known = KNOWN.get(domain);
    long version = imported.getVersion();
    if (known != null && (version < known.first() || version > known.last())) {
      throw Unsupported.because(
          "version "
              + version
              + " of operator set '"
              + (domain.isEmpty() ? "ai.onnx" : domain)
              + "' (known are "
              + known.first()
              + " to "
              + known.last()
              + ")");
    }
  }
}
