package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.error.UserError;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Our nouns as ONNX's messages and back. */
final class Protos {

  /** The name of the batch axis. */
  private static final String ROWS = "N";

  private Protos() {}

  static ValueInfoProto valueInfo(Value value) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
    if (value.shape() instanceof Shape.Matrix(int width)) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(value.type().code()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(value.name())
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /**
   * An input or output as a graph declares it.
   *
   * @throws UserError if it is not a tensor of a known type with a free batch axis
   */
  static Value value(ValueInfoProto info) {
    TypeProto.Tensor tensor = info.getType().getTensorType();
    ElementType type =
        ElementType.ofCode(tensor.getElemType())
            .orElseThrow(
                () ->
                    Unsupported.because(
                        "'" + info.getName() + "' has element type " + tensor.getElemType()));
    List<TensorShapeProto.Dimension> dimensions = tensor.getShape().getDimList();
    boolean batch = !dimensions.isEmpty() && !dimensions.getFirst().hasDimValue();
    if (batch && dimensions.size() == 1) {
      return new Value(info.getName(), type, new Shape.Rows());
    }
    long width = dimensions.size() == 2 ? dimensions.get(1).getDimValue() : 0;
    if (batch && width > 0 && width <= Integer.MAX_VALUE) {
      return new Value(info.getName(), type, new Shape.Matrix((int) width));
    }
    throw UserError.failure(
        "the graph declares '"
            + info.getName()
            + "' in a shape that is not [N] or [N, width] with N free");
  }

  static TensorProto tensor(Tensor tensor) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(tensor.type().code());
    tensor.dimensions().forEach(proto::addDims);
    switch (tensor) {
      case Tensor.Booleans(var _, boolean[] values) -> {
        for (boolean value : values) {
          proto.addInt32Data(value ? 1 : 0);
        }
      }
      case Tensor.Longs(var _, long[] values) -> {
        for (long value : values) {
          proto.addInt64Data(value);
        }
      }
      case Tensor.Floats(var _, float[] values) -> {
        for (float value : values) {
          proto.addFloatData(value);
        }
      }
      case Tensor.Doubles(var _, double[] values) -> {
        for (double value : values) {
          proto.addDoubleData(value);
        }
      }
      case Tensor.Strings(var _, String[] values) -> {
        for (String value : values) {
          proto.addStringData(utf8(value));
        }
      }
    }
    return proto.build();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(utf8(value))
        .build();
  }

  static AttributeProto attribute(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  static AttributeProto integers(String name, List<Long> values) {
    return integers(name).addAllInts(values).build();
  }

  static AttributeProto floats(String name, List<Float> values) {
    return floats(name).addAllFloats(values).build();
  }

  static AttributeProto strings(String name, List<String> values) {
    return strings(name).addAllStrings(values.stream().map(Protos::utf8).toList()).build();
  }

  /** To add integers to. */
  static AttributeProto.Builder integers(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
  }

  /** To add floats to. */
  static AttributeProto.Builder floats(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
  }

  /** To add strings to. */
  static AttributeProto.Builder strings(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
  }

  /** The bytes of a string, which must be well-formed: half a surrogate pair has no UTF-8. */
  static ByteString utf8(String value) {
    try {
      return ByteString.copyFrom(
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value)));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not a well-formed Unicode string: " + value, e);
    }
  }

  /** The string of some bytes of a file. */
  static String text(ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      throw UserError.failure("the graph holds a string that is not UTF-8");
    }
    return bytes.toStringUtf8();
  }
}
