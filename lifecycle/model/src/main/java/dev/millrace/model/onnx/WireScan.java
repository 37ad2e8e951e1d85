package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.millrace.core.error.UserError;
import java.io.IOException;

/**
 * Counts what a file would allocate before it is parsed: two bytes of an empty message become a
 * hundred in memory, so the length of the file alone bounds nothing.
 */
final class WireScan {

  private final OnnxLimits limits;
  private final int nesting;
  private long messages;
  private long strings;

  WireScan(OnnxLimits limits, int nesting) {
    this.limits = limits;
    this.nesting = nesting;
  }

  /**
   * @throws UserError if the file is malformed, too deep, or holds more than the limits allow
   */
  void scan(byte[] bytes) {
    try {
      scan(CodedInputStream.newInstance(bytes), ModelProto.getDescriptor(), 0);
    } catch (InvalidProtocolBufferException e) {
      throw OnnxFile.malformed(String.valueOf(e.getMessage())).causedBy(e);
    } catch (IOException e) {
      throw new AssertionError("an array does not fail to be read", e);
    }
  }

  private void scan(CodedInputStream input, Descriptor type, int depth) throws IOException {
    count(++messages, limits.messages(), "messages");
    if (depth > nesting) {
      throw UserError.failure("the graph nests more than " + nesting + " levels deep");
    }
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean delimited =
          WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED && field != null;
      if (delimited && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        int limit = input.pushLimit(input.readRawVarint32());
        scan(input, field.getMessageType(), depth + 1);
        input.popLimit(limit);
      } else {
        if (delimited && !field.isPackable()) {
          count(++strings, limits.strings(), "strings");
        }
        skip(input, tag);
      }
    }
  }

  private static void skip(CodedInputStream input, int tag) throws IOException {
    if (!input.skipField(tag)) {
      throw OnnxFile.malformed("a group ends that did not begin");
    }
  }

  private static void count(long found, int most, String what) {
    if (found > most) {
      throw UserError.failure("the graph holds more than " + most + " " + what);
    }
  }
}
