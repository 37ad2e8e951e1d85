package dev.millrace.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What went into something, and what came of it.
 *
 * @param root what was asked about
 * @param up what went into it, if that was asked
 * @param down what came of it, if that was asked
 */
public record LineageReport(Node root, Optional<Branch> up, Optional<Branch> down) {

  /**
   * One way to look.
   *
   * @param nodes the root first, then those nearest to it
   * @param depths how many edges each is away from the root, by key
   * @param edges from what was first to what came of it
   * @param complete false if there is more than was asked for
   */
  public record Branch(
      List<Node> nodes, Map<String, Integer> depths, List<Edge> edges, boolean complete) {}

  /**
   * @param key an id's 32 digits, a deployment's number, or a prediction's id
   * @param kind {@code artifact}, {@code execution}, {@code run}, {@code model_version}, {@code
   *     deployment}, {@code prediction}
   * @param what it is, in words
   */
  public record Node(String key, String kind, String what) {}

  /**
   * @param link how they are connected: {@code input}, {@code output}, {@code registered}
   * @param name of the input or output, for those
   */
  public record Edge(String from, String to, String link, String name) {}
}
