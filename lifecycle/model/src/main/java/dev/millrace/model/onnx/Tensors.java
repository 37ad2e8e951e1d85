package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.millrace.core.error.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads constants: their elements stand in a list of their type, or as raw little-endian bytes. */
final class Tensors {

  private static final int MOST_DIMENSIONS = 8;

  private Tensors() {}

  /**
   * @throws UserError if the elements do not fill the dimensions, or are of a type that our graphs
   *     do not use
   */
  static Tensor read(TensorProto proto) {
    String name = proto.getName();
    if (proto.hasSegment()) {
      throw Unsupported.because("constant '" + name + "', which comes in segments,");
    }
    ElementType type =
        ElementType.ofCode(proto.getDataType())
            .orElseThrow(
                () ->
                    Unsupported.because(
                        "constant '" + name + "' of element type " + proto.getDataType()));
    Tensor tensor = proto.hasRawData() ? raw(proto, type) : listed(proto, type);
    if (tensor.size() != product(name, proto.getDimsList())) {
      throw UserError.failure(
          "constant '"
              + name
              + "' has "
              + tensor.size()
              + " elements, its dimensions are "
              + proto.getDimsList());
    }
    return tensor;
  }

  private static Tensor listed(TensorProto proto, ElementType type) {
    List<Integer> dimensions = dimensions(proto);
    return switch (type) {
      case BOOL -> {
        boolean[] values = new boolean[proto.getInt32DataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = proto.getInt32Data(i) != 0;
        }
        yield new Tensor.Booleans(dimensions, values);
      }
      case INT64 -> {
        long[] values = new long[proto.getInt64DataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = proto.getInt64Data(i);
        }
        yield new Tensor.Longs(dimensions, values);
      }
      case FLOAT -> {
        float[] values = new float[proto.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = proto.getFloatData(i);
        }
        yield new Tensor.Floats(dimensions, values);
      }
      case DOUBLE -> {
        double[] values = new double[proto.getDoubleDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = proto.getDoubleData(i);
        }
        yield new Tensor.Doubles(dimensions, values);
      }
      case STRING -> {
        String[] values = new String[proto.getStringDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = Protos.text(proto.getStringData(i));
        }
        yield new Tensor.Strings(dimensions, values);
      }
    };
  }

  private static Tensor raw(TensorProto proto, ElementType type) {
    if (type == ElementType.STRING || proto.getRawData().size() % type.bytes() != 0) {
      throw UserError.failure(
          "constant '" + proto.getName() + "' has raw data that is no list of " + type);
    }
    List<Integer> dimensions = dimensions(proto);
    ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.remaining() / type.bytes();
    return switch (type) {
      case BOOL -> {
        boolean[] values = new boolean[size];
        for (int i = 0; i < size; i++) {
          values[i] = bytes.get() != 0;
        }
        yield new Tensor.Booleans(dimensions, values);
      }
      case INT64 -> {
        long[] values = new long[size];
        bytes.asLongBuffer().get(values);
        yield new Tensor.Longs(dimensions, values);
      }
      case FLOAT -> {
        float[] values = new float[size];
        bytes.asFloatBuffer().get(values);
        yield new Tensor.Floats(dimensions, values);
      }
      case DOUBLE -> {
        double[] values = new double[size];
        bytes.asDoubleBuffer().get(values);
        yield new Tensor.Doubles(dimensions, values);
      }
      case STRING -> throw new AssertionError("refused above");
    };
  }

  private static List<Integer> dimensions(TensorProto proto) {
    product(proto.getName(), proto.getDimsList());
    return proto.getDimsList().stream().map(Math::toIntExact).toList();
  }

  private static long product(String name, List<Long> dimensions) {
    long product = 1;
    for (long dimension : dimensions) {
      if (dimensions.size() > MOST_DIMENSIONS
          || dimension < 0
          || dimension > Integer.MAX_VALUE
          || product * dimension > Integer.MAX_VALUE) {
        throw UserError.failure("constant '" + name + "' has dimensions " + dimensions);
      }
      product *= dimension;
    }
    return product;
  }
}
