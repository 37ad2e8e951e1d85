package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.error.UserError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of one node, read by name and type. */
public final class Attributes {

  private final Map<String, AttributeProto> attributes = new LinkedHashMap<>();

  Attributes(List<AttributeProto> attributes) {
    for (AttributeProto attribute : attributes) {
      if (this.attributes.put(attribute.getName(), attribute) != null) {
        throw UserError.failure("a node has attribute '" + attribute.getName() + "' twice");
      }
    }
  }

  /** The first attribute that is not one of these: one not known cannot be obeyed. */
  public Optional<String> firstExcept(Set<String> known) {
    return attributes.keySet().stream().filter(name -> !known.contains(name)).findFirst();
  }

  public long integer(String name, long absent) {
    AttributeProto attribute = find(name, AttributeType.INT);
    return attribute == null ? absent : attribute.getI();
  }

  public float number(String name, float absent) {
    AttributeProto attribute = find(name, AttributeType.FLOAT);
    return attribute == null ? absent : attribute.getF();
  }

  public String text(String name, String absent) {
    AttributeProto attribute = find(name, AttributeType.STRING);
    return attribute == null ? absent : Protos.text(attribute.getS());
  }

  /** Empty where there is none. */
  public long[] integers(String name) {
    AttributeProto attribute = find(name, AttributeType.INTS);
    long[] integers = new long[attribute == null ? 0 : attribute.getIntsCount()];
    for (int i = 0; attribute != null && i < integers.length; i++) {
      integers[i] = attribute.getInts(i);
    }
    return integers;
  }

  /** Empty where there is none. */
  public float[] numbers(String name) {
    AttributeProto attribute = find(name, AttributeType.FLOATS);
    float[] numbers = new float[attribute == null ? 0 : attribute.getFloatsCount()];
    for (int i = 0; attribute != null && i < numbers.length; i++) {
      numbers[i] = attribute.getFloats(i);
    }
    return numbers;
  }

  /** Empty where there is none. */
  public String[] texts(String name) {
    AttributeProto attribute = find(name, AttributeType.STRINGS);
    if (attribute == null) {
      return new String[0];
    }
    Map<ByteString, String> texts = new HashMap<>(); // of the modes of nodes there are a few
    return attribute.getStringsList().stream()
        .map(bytes -> texts.computeIfAbsent(bytes, Protos::text))
        .toArray(String[]::new);
  }

  /** Unsigned bytes in a tensor; empty where there is none. */
  public int[] bytes(String name) {
    AttributeProto attribute = find(name, AttributeType.TENSOR);
    if (attribute == null) {
      return new int[0];
    }
    TensorProto tensor = attribute.getT();
    if (tensor.getDataType() != TensorProto.DataType.UINT8.getNumber()) {
      throw UserError.failure(
          "attribute '" + name + "' has element type " + tensor.getDataType() + "; expected UINT8");
    }
    int[] bytes =
        new int[tensor.hasRawData() ? tensor.getRawData().size() : tensor.getInt32DataCount()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          tensor.hasRawData() ? tensor.getRawData().byteAt(i) & 0xff : tensor.getInt32Data(i);
    }
    return bytes;
  }

  /** Floats in a tensor; empty where there is none. */
  public float[] floats(String name) {
    return switch (tensor(name).orElse(null)) {
      case null -> new float[0];
      case Tensor.Floats(var _, float[] values) -> values;
      case Tensor other ->
          throw UserError.failure(
              "attribute '" + name + "' is " + other.type() + "; expected FLOAT");
    };
  }

  public Optional<Tensor> tensor(String name) {
    return Optional.ofNullable(find(name, AttributeType.TENSOR))
        .map(attribute -> Tensors.read(attribute.getT()));
  }

  private @Nullable AttributeProto find(String name, AttributeType type) {
    AttributeProto attribute = attributes.get(name);
    if (attribute != null && attribute.getType() != type) {
      throw UserError.failure(
          "attribute '" + name + "' is " + attribute.getType() + "; expected " + type);
    }
    if (attribute != null && !attribute.getRefAttrName().isEmpty()) {
      throw Unsupported.because("attribute '" + name + "' refers to a function's attribute, which");
    }
    return attribute;
  }
}
