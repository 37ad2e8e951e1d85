package dev.millrace.serving;

import dev.millrace.core.value.Json;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.ModelRuntime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The small answers of the protocol: what the server is, what a model takes and gives. */
final class Metadata {

  private Metadata() {}

  static byte[] server() {
    ObjectNode server = Json.object().put("name", "millrace").put("version", version());
    server.set("extensions", Json.array().add("labels"));
    return bytes(server);
  }

  static byte[] live() {
    return bytes(Json.object().put("live", true));
  }

  static byte[] ready() {
    return bytes(Json.object().put("ready", true));
  }

  static byte[] modelReady(ServedModel model) {
    return bytes(Json.object().put("name", model.name()).put("ready", true));
  }

  static byte[] accepted(int labels) {
    return bytes(Json.object().put("labels", labels));
  }

  static byte[] model(ServedModel model) {
    ObjectNode metadata = Json.object().put("name", model.name());
    metadata.set("versions", Json.array().add(Integer.toString(model.version())));
    metadata.put("platform", platform(model.runtime()));
    metadata.set("inputs", tensors(model.signature().inputs()));
    metadata.set("outputs", tensors(model.signature().outputs()));
    metadata.set("parameters", Json.object().put("zone", model.signature().zone()));
    return bytes(metadata);
  }

  /**
   * Reads what {@link #model} wrote.
   *
   * @throws tools.jackson.core.JacksonException if it is something else
   */
  static Endpoint endpoint(JsonNode metadata) {
    Signature signature =
        new Signature(
            fields(metadata.required("inputs")),
            fields(metadata.required("outputs")),
            metadata.required("parameters").required("zone").stringValue());
    int version = Integer.parseInt(metadata.required("versions").required(0).stringValue());
    return new Endpoint(metadata.required("name").stringValue(), Optional.of(version), signature);
  }

  /** By the protocol's custom: what computes, and the format of what it computes. */
  private static String platform(ModelRuntime runtime) {
    return switch (runtime) {
      case JAVA -> "millrace_onnx";
      case ONNXRUNTIME -> "onnxruntime_onnx";
    };
  }

  private static List<Field> fields(JsonNode tensors) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode tensor : tensors) {
      JsonNode parameters = tensor.required("parameters");
      fields.add(
          new Field(
              tensor.required("name").stringValue(),
              Json.as(parameters.required("type"), DataType.class),
              parameters.required("nullable").booleanValue()));
    }
    return fields;
  }

  private static ArrayNode tensors(List<Field> fields) {
    ArrayNode tensors = Json.array();
    for (Field field : fields) {
      ObjectNode tensor = Json.object().put("name", field.name());
      tensor.put("datatype", Wire.of(field.type()).name());
      tensor.set("shape", Json.array().add(-1));
      ObjectNode parameters = Json.object().put("type", field.type().text());
      tensor.set("parameters", parameters.put("nullable", field.nullable()));
      tensors.add(tensor);
    }
    return tensors;
  }

  private static String version() {
    String version = Metadata.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  private static byte[] bytes(ObjectNode json) {
    return Json.mapper().writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
  }
}
