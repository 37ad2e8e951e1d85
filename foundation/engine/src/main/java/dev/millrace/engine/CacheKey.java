package dev.millrace.engine;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step's outputs depend on, part by part: {@code component}, {@code code}, {@code
 * input.NAME} (content digests), {@code param.NAME} (canonical JSON), {@code outside}. Two tasks
 * with equal parts have equal outputs; the parts are kept so that a difference can be named.
 */
record CacheKey(Map<String, String> parts) {

  static final String COMPONENT = "component";
  static final String CODE = "code";
  static final String INPUT = "input.";
  static final String PARAM = "param.";
  static final String OUTSIDE = "outside";

  /** Longer parts are kept as a digest. */
  private static final int LONGEST_PART = 400;

  CacheKey {
    parts = new TreeMap<>(parts);
    parts.replaceAll((name, part) -> brief(part));
  }

  /** SHA-256 over the parts as canonical JSON. */
  Digest digest() {
    ObjectNode tree = Json.object();
    parts.forEach(tree::put);
    return Digest.of(tree);
  }

  private static String brief(String part) {
    return part.length() <= LONGEST_PART ? part : "sha256:" + Digest.of(part);
  }
}
