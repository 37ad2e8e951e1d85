package dev.millrace.engine;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step's outputs depend on, part by part: {@code component}, {@code code}, {@code
 * input.NAME} (content digests), {@code param.NAME} (canonical JSON), {@code env.NAME}, {@code
 * outside}. Two tasks with equal parts have equal outputs; the parts are kept so that a difference
 * can be named.
 *
 * @param digest SHA-256 over the parts as canonical JSON
 */
record CacheKey(Map<String, String> parts, Digest digest) {

  static final String COMPONENT = "component";
  static final String CODE = "code";
  static final String INPUT = "input.";
  static final String PARAM = "param.";
  static final String ENV = "env.";
  static final String OUTSIDE = "outside";

  /** Longer parts are kept as a digest. */
  private static final int LONGEST_PART = 400;

  /** Of parts as they are, however long. */
  static CacheKey of(Map<String, String> parts) {
    ObjectNode tree = Json.object();
    Map<String, String> kept = new TreeMap<>(parts);
    kept.replaceAll((name, part) -> brief(part));
    kept.forEach(tree::put);
    return new CacheKey(kept, Digest.of(tree));
  }

  private static String brief(String part) {
    return part.length() <= LONGEST_PART ? part : "sha256:" + Digest.of(part);
  }
}
