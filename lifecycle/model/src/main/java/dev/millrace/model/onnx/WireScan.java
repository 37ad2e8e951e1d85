package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.util.Set;

/**
 * Counts what a file would allocate before it is parsed: two bytes of an empty message become a
 * hundred in memory, so the length of the file alone bounds nothing. And refuses data outside the
 * file wherever a tensor could be: in a constant, an attribute, a subgraph, a function.
 */
final class WireScan {

  private static final Descriptor TENSOR = TensorProto.getDescriptor();
  private static final Set<Integer> OUTSIDE =
      Set.of(TensorProto.EXTERNAL_DATA_FIELD_NUMBER, TensorProto.DATA_LOCATION_FIELD_NUMBER);

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
      int number = WireFormat.getTagFieldNumber(tag);
      if (type == TENSOR && OUTSIDE.contains(number)) {
        requireInside(input, tag);
        continue;
      }
      boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      FieldDescriptor field = delimited ? type.findFieldByNumber(number) : null;
      if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        int limit = input.pushLimit(input.readRawVarint32());
        scan(input, field.getMessageType(), depth + 1);
        input.popLimit(limit);
      } else {
        if (field != null && !field.isPackable()) {
          count(++strings, limits.strings(), "strings");
        }
        skip(input, tag);
      }
    }
  }

  /** The default location may be written out; anything else names a place that is not here. */
  private static void requireInside(CodedInputStream input, int tag) throws IOException {
    boolean location = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
    if (!location || input.readRawVarint64() != TensorProto.DataLocation.DEFAULT_VALUE) {
      throw UserError.failure("a constant keeps its data in another file, which is never read")
          .hint("save the model with all its data inside");
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
