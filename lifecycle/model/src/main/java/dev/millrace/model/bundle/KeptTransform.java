package dev.millrace.model.bundle;

import dev.millrace.model.Signature;
import tools.jackson.databind.JsonNode;

/**
 * The transform that a model stands behind, as it was before both became one graph: what another
 * run needs to make the very same features of its own rows.
 *
 * @param onnx raw columns in, features out
 * @param signature of that graph
 * @param features as they were declared, by name
 */
public record KeptTransform(byte[] onnx, Signature signature, JsonNode features) {}
