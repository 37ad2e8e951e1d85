package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.millrace.core.error.UserError;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A graph that a program of someone's wrote, in conventions of its own: within the limits and
 * without data in other files, but with operators that may be any. {@link GraphBuilder#embed} makes
 * it a part of a graph of ours.
 */
public final class ForeignGraph {

  private final ModelProto model;
  private final List<Port> inputs;
  private final List<Port> outputs;

  private ForeignGraph(ModelProto model, List<Port> inputs, List<Port> outputs) {
    this.model = model;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * An input or an output.
   *
   * @param type ONNX's number for the type of its elements
   * @param matrix whether it is [N, width] rather than [N]
   * @param width of a matrix, if the graph says
   */
  public record Port(String name, int type, boolean matrix, OptionalInt width) {

    /** The type of the elements, if our graphs use it. */
    public Optional<ElementType> element() {
      return ElementType.ofCode(type);
    }

    /** As in {@code FLOAT [N, 2]}. */
    public String describe() {
      TensorProto.DataType named = TensorProto.DataType.forNumber(type);
      String shape =
          !matrix ? "[N]" : "[N, " + (width.isPresent() ? "" + width.getAsInt() : "?") + "]";
      return (named == null ? "elements of type " + type : named.name()) + " " + shape;
    }
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it is no ONNX model within the limits, or an input or output is not a
   *     tensor of one or two dimensions whose first is free
   */
  public static ForeignGraph read(byte[] bytes, OnnxLimits limits) {
    ModelProto model = OnnxFile.parse(bytes, limits);
    GraphProto graph = model.getGraph();
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(constant -> constants.add(constant.getName()));
    List<Port> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.contains(input.getName())) // of old files: a default
            .map(input -> port("input", input))
            .toList();
    List<Port> outputs =
        graph.getOutputList().stream().map(output -> port("output", output)).toList();
    return new ForeignGraph(model, inputs, outputs);
  }

  /** What has to be given. */
  public List<Port> inputs() {
    return inputs;
  }

  public List<Port> outputs() {
    return outputs;
  }

  ModelProto model() {
    return model;
  }

  private static Port port(String what, ValueInfoProto info) {
    String named = what + " '" + info.getName() + "' of the graph";
    if (info.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
      throw UserError.failure(named + " is no tensor")
          .hint("export without ZipMap: options={'zipmap': False} in skl2onnx");
    }
    TypeProto.Tensor tensor = info.getType().getTensorType();
    List<Dimension> dimensions = tensor.getShape().getDimList();
    if (!tensor.hasShape() || dimensions.isEmpty() || dimensions.size() > 2) {
      throw UserError.failure(
              named + " is not declared as [N] or [N, width], where N is the rows of a request")
          .hint("give it that shape where the model is exported");
    }
    if (dimensions.getFirst().hasDimValue()) {
      throw UserError.failure(
              named
                  + " takes exactly "
                  + dimensions.getFirst().getDimValue()
                  + " rows; requests have as many as they have")
          .hint("export with a free first dimension: [None, …], dynamic_axes or dynamic_shapes");
    }
    boolean matrix = dimensions.size() == 2;
    return new Port(
        info.getName(),
        tensor.getElemType(),
        matrix,
        matrix ? width(named, dimensions.get(1)) : OptionalInt.empty());
  }

  private static OptionalInt width(String named, Dimension dimension) {
    if (!dimension.hasDimValue()) {
      return OptionalInt.empty();
    }
    long width = dimension.getDimValue();
    if (width < 1 || width > OnnxLimits.DEFAULT.width()) {
      throw UserError.failure(
          named + " has " + width + " columns; expected 1 to " + OnnxLimits.DEFAULT.width());
    }
    return OptionalInt.of((int) width);
  }
}
