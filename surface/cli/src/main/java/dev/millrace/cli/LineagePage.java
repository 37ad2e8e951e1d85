package dev.millrace.cli;

import dev.millrace.core.api.LineageReport;
import dev.millrace.core.api.LineageReport.Branch;
import dev.millrace.core.api.LineageReport.Edge;
import dev.millrace.core.api.LineageReport.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A lineage as trees, for reading. What is reached by several ways is told at the first. */
final class LineagePage {

  private final Console console;

  LineagePage(Console console) {
    this.console = console;
  }

  void print(LineageReport report) {
    console.print(console.styled("bold", report.root().what()) + "  " + report.root().key());
    report.up().ifPresent(up -> branch("came from", "nothing: it begins here", up, Edge::to));
    report.down().ifPresent(down -> branch("led to", "nothing yet", down, Edge::from));
  }

  /**
   * @param near the end of an edge that is nearer to the root
   */
  private void branch(String title, String none, Branch branch, Function<Edge, String> near) {
    console.print("");
    if (branch.edges().isEmpty()) {
      console.print(title + " " + none);
      return;
    }
    console.print(title);
    new Tree(branch, near).below(branch.nodes().getFirst().key(), "");
    if (!branch.complete()) {
      console.print("… and more; --depth goes further");
    }
  }

  private final class Tree {
    private final Map<String, Node> nodes;
    private final Map<String, Integer> depths;
    private final Map<String, List<Edge>> edges;
    private final Function<Edge, String> near;
    private final Set<String> told = new HashSet<>();

    Tree(Branch branch, Function<Edge, String> near) {
      this.near = near;
      nodes = branch.nodes().stream().collect(Collectors.toMap(Node::key, node -> node));
      depths = branch.depths();
      edges = branch.edges().stream().collect(Collectors.groupingBy(near));
    }

    void below(String key, String indent) {
      told.add(key);
      List<Edge> children = new ArrayList<>();
      for (Edge edge : edges.getOrDefault(key, List.of())) {
        if (depths.getOrDefault(far(edge), 0) > depths.getOrDefault(key, 0)) {
          children.add(edge);
        }
      }
      for (Edge edge : children) {
        boolean last = edge.equals(children.getLast());
        Node node = nodes.get(far(edge));
        if (node == null) {
          continue;
        }
        boolean again = told.contains(node.key());
        console.print(
            indent
                + (last ? "└─ " : "├─ ")
                + label(edge)
                + node.what()
                + (again && edges.containsKey(node.key()) ? " (see above)" : ""));
        if (!again) {
          below(node.key(), indent + (last ? "   " : "│  "));
        }
      }
    }

    private String far(Edge edge) {
      String nearKey = near.apply(edge);
      return nearKey.equals(edge.from()) ? edge.to() : edge.from();
    }
  }

  /** What joins two things; of an input or an output, its name says more than that it is one. */
  private String label(Edge edge) {
    String link = edge.link().replace('_', ' ');
    return switch (edge.link()) {
      case "input", "output" -> console.styled("faint", link + " " + edge.name() + ":") + " ";
      default -> console.styled("faint", link + ":") + " ";
    };
  }
}
