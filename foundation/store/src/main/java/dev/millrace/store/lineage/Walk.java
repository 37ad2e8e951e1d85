package dev.millrace.store.lineage;

import dev.millrace.store.database.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A breadth-first walk. All nodes of one depth and kind are left together, so that a hop is a few
 * statements however many nodes there are; and what is to be said of the nodes is read at the end.
 */
final class Walk {
  /** Nodes have about one edge each; more are read only where they lead to nothing new. */
  private static final int ROWS_PER_NODE = 4;

  private final Sql sql;
  private final Direction direction;
  private final Limits limits;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private boolean complete = true;

  Walk(Sql sql, Direction direction, Limits limits) {
    this.sql = sql;
    this.direction = direction;
    this.limits = limits;
  }

  Graph from(Node root) {
    reach(root.key(), Kind.of(root), 0);
    List<String> frontier = List.of(root.key());
    for (int depth = 0; !frontier.isEmpty() && depth < limits.depth(); depth++) {
      frontier = leave(frontier, depth);
    }
    // Where it ends for want of depth it may go on.
    complete &= frontier.isEmpty();
    return new Graph(nodes(), depths, List.copyOf(edges), complete);
  }

  /** Follows all edges of the nodes of one depth, and gives those that are new. */
  private List<String> leave(List<String> frontier, int depth) {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    frontier.forEach(key -> byKind.computeIfAbsent(kind(key), _ -> new ArrayList<>()).add(key));
    List<String> reached = new ArrayList<>();
    byKind.forEach(
        (kind, keys) -> {
          for (Relation relation : direction.relations(kind, depth == 0)) {
            for (Edge edge : read(relation, kind, keys)) {
              follow(edge, relation, depth + 1, reached);
            }
          }
        });
    return reached;
  }

  private List<Edge> read(Relation relation, Kind kind, List<String> keys) {
    int most = limits.nodes() * ROWS_PER_NODE;
    List<Edge> found = direction.edges(sql, relation, kind, keys, most);
    complete &= found.size() < most;
    return found.stream().sorted(Comparator.comparing(Edge::to).thenComparing(Edge::from)).toList();
  }

  /** One of the edge's nodes is known: the walk comes from there. */
  private void follow(Edge edge, Relation relation, int depth, List<String> reached) {
    boolean forwards = kinds.containsKey(edge.from());
    String far = forwards ? edge.to() : edge.from();
    if (!kinds.containsKey(far)) {
      if (kinds.size() == limits.nodes()) {
        complete = false;
        return;
      }
      reach(far, forwards ? relation.to() : relation.from(), depth);
      reached.add(far);
    }
    edges.add(edge);
  }

  private void reach(String key, Kind kind, int depth) {
    kinds.put(key, kind);
    depths.put(key, depth);
  }

  private Kind kind(String key) {
    return Objects.requireNonNull(kinds.get(key));
  }

  private List<Node> nodes() {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    kinds.forEach((key, kind) -> byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(key));
    Map<String, Node> nodes = new HashMap<>();
    byKind.forEach(
        (kind, keys) ->
            NodeReader.read(sql, kind, keys).forEach(node -> nodes.put(node.key(), node)));
    return kinds.keySet().stream().map(key -> Objects.requireNonNull(nodes.get(key), key)).toList();
  }
}
