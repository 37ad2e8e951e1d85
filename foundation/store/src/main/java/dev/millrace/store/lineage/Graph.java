package dev.millrace.store.lineage;

import java.util.List;
import java.util.Map;

/**
 * A part of the lineage.
 *
 * @param nodes those nearest to the root first, which is the first
 * @param depths how many edges each is away from the root, by key
 * @param edges between these nodes
 * @param complete false if the limits may have left something out
 */
public record Graph(
    List<Node> nodes, Map<String, Integer> depths, List<Edge> edges, boolean complete) {

  public Graph {
    nodes = List.copyOf(nodes);
    depths = Map.copyOf(depths);
    edges = List.copyOf(edges);
  }

  public Node root() {
    return nodes.getFirst();
  }

  /** Nodes of one kind, nearest first. */
  public <N extends Node> List<N> nodes(Class<N> kind) {
    return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
