package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.core.error.UserError;

/** From the bytes of a file to its messages, refusing what is malformed or too large. */
final class OnnxFile {

  /** Messages within messages: model, graph, node, attribute, tensor and a few to spare. */
  private static final int NESTING = 16;

  private OnnxFile() {}

  /**
   * @throws UserError if the bytes are not an ONNX model within the limits
   */
  static ModelProto parse(byte[] bytes, OnnxLimits limits) {
    requireWithin(bytes, limits);
    try {
      CodedInputStream input = CodedInputStream.newInstance(bytes);
      input.setRecursionLimit(NESTING);
      ModelProto model = ModelProto.parseFrom(input);
      if (!model.hasGraph()) {
        throw malformed("it holds no graph");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw malformed(String.valueOf(e.getMessage())).causedBy(e);
    } catch (java.io.IOException e) {
      throw new AssertionError("an array does not fail to be read", e);
    }
  }

  /**
   * @throws UserError if the bytes are more than the limits allow, or not well-formed
   */
  static void requireWithin(byte[] bytes, OnnxLimits limits) {
    if (bytes.length > limits.bytes()) {
      throw UserError.failure(
          "the graph has " + bytes.length + " bytes; at most " + limits.bytes() + " are read");
    }
    new WireScan(limits, NESTING).scan(bytes);
  }

  static UserError malformed(String why) {
    return UserError.failure("not an ONNX model: " + why)
        .hint("the file is damaged or of another kind; write it again");
  }
}
