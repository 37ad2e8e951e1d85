package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Optional;

/** What the elements of a tensor are; the part of ONNX's types that our graphs use. */
public enum ElementType {
  BOOL(DataType.BOOL, 1),
  INT64(DataType.INT64, Long.BYTES),
  FLOAT(DataType.FLOAT, Float.BYTES),
  DOUBLE(DataType.DOUBLE, Double.BYTES),
  STRING(DataType.STRING, Integer.BYTES);

  private final DataType onnx;
  private final int bytes;

  ElementType(DataType onnx, int bytes) {
    this.onnx = onnx;
    this.bytes = bytes;
  }

  /** How a value of the domain enters a graph. */
  public static ElementType of(dev.millrace.model.DataType type) {
    return switch (type) {
      case BOOLEAN -> BOOL;
      case INTEGER, TIMESTAMP -> INT64;
      case NUMBER -> DOUBLE;
      case STRING -> STRING;
    };
  }

  /** The type with ONNX's number for it, if our graphs use it. */
  public static Optional<ElementType> ofCode(long code) {
    for (ElementType type : values()) {
      if (type.code() == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  int code() {
    return onnx.getNumber();
  }

  /** Of one element in memory; a string is held as its code in a dictionary. */
  public int bytes() {
    return bytes;
  }

  public boolean numeric() {
    return this == INT64 || this == FLOAT || this == DOUBLE;
  }
}
