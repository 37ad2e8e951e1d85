package dev.millrace.app;

import dev.millrace.core.api.LineageOrder;
import dev.millrace.core.api.LineageReport;
import dev.millrace.core.api.LineageReport.Branch;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.registry.ModelEntry;
import dev.millrace.store.lineage.Edge;
import dev.millrace.store.lineage.Graph;
import dev.millrace.store.lineage.Limits;
import dev.millrace.store.lineage.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what went into something, and what came of it. */
final class LineageReports {

  /** A request's id, a dash, and the row's place in the request. */
  private static final Pattern PREDICTION = Pattern.compile(".+-\\d+");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Parts parts;
  private final Things things;

  LineageReports(Parts parts) {
    this.parts = parts;
    this.things = new Things(parts);
  }

  LineageReport of(LineageOrder order) throws IOException {
    Node root;
    try {
      root = things.find(order.id());
    } catch (UserError e) {
      if (e.kind() == UserError.Kind.NOT_FOUND && PREDICTION.matcher(order.id()).matches()) {
        return ofPrediction(order, e);
      }
      throw e;
    }
    Limits limits = new Limits(order.depth(), Limits.USUAL.nodes());
    return new LineageReport(
        node(root),
        order.up()
            ? Optional.of(branch(things.lineage().upstream(root, limits)))
            : Optional.empty(),
        order.down()
            ? Optional.of(branch(things.lineage().downstream(root, limits)))
            : Optional.empty());
  }

  /** A prediction came from the version that made it, and nothing comes of it. */
  private LineageReport ofPrediction(LineageOrder order, UserError otherwise) throws IOException {
    Prediction prediction = prediction(order.id()).orElseThrow(() -> otherwise);
    Node version = things.find(prediction.model() + "@" + prediction.version());
    LineageReport.Node root =
        new LineageReport.Node(
            order.id(), "prediction", "prediction as of " + prediction.eventTime());
    Limits limits = new Limits(Math.max(0, order.depth() - 1), Limits.USUAL.nodes());
    Branch above = branch(things.lineage().upstream(version, limits));
    List<LineageReport.Node> nodes = new ArrayList<>(List.of(root));
    nodes.addAll(above.nodes());
    Map<String, Integer> depths = new HashMap<>(Map.of(root.key(), 0));
    above.depths().forEach((key, depth) -> depths.put(key, depth + 1));
    List<LineageReport.Edge> edges = new ArrayList<>(above.edges());
    edges.addFirst(new LineageReport.Edge(version.key(), root.key(), "predicted", ""));
    return new LineageReport(
        root,
        order.up()
            ? Optional.of(new Branch(nodes, depths, edges, above.complete()))
            : Optional.empty(),
        order.down()
            ? Optional.of(new Branch(List.of(root), Map.of(root.key(), 0), List.of(), true))
            : Optional.empty());
  }

  private Optional<Prediction> prediction(String id) throws IOException {
    List<Prediction> found = new ArrayList<>();
    for (ModelEntry model : parts.registry().models()) {
      parts
          .requestLog()
          .readPredictions(
              model.name(),
              Instant.EPOCH,
              LATEST,
              each -> {
                if (each.prediction().equals(id)) {
                  found.add(each);
                }
              });
    }
    return found.stream().findFirst();
  }

  private static Branch branch(Graph graph) {
    return new Branch(
        graph.nodes().stream().map(LineageReports::node).toList(),
        graph.depths(),
        graph.edges().stream().map(LineageReports::edge).toList(),
        graph.complete());
  }

  private static LineageReport.Edge edge(Edge edge) {
    return new LineageReport.Edge(
        edge.from(), edge.to(), edge.link().name().toLowerCase(Locale.ROOT), edge.name());
  }

  private static LineageReport.Node node(Node node) {
    return switch (node) {
      case Node.OfArtifact artifact ->
          described(
              node,
              "artifact",
              "%s %s%s"
                  .formatted(
                      artifact.type(),
                      artifact.digest().brief(),
                      artifact.live() ? "" : " (files are gone)"));
      case Node.OfExecution execution ->
          described(
              node,
              "execution",
              "step '%s' in run %s of %s"
                  .formatted(execution.step(), execution.run().brief(), execution.pipeline()));
      case Node.OfRun run ->
          described(
              node,
              "run",
              "run %s of %s, %s, by %s%s"
                  .formatted(
                      run.id().brief(),
                      run.pipeline(),
                      run.state().name().toLowerCase(Locale.ROOT),
                      run.trigger(),
                      run.reason().isEmpty() ? "" : ": " + run.reason()));
      case Node.OfModelVersion version ->
          described(
              node, "model_version", "model " + version.model() + " version " + version.version());
      case Node.OfDeployment deployment ->
          described(
              node,
              "deployment",
              "%s version %d deployed to %s, %s"
                  .formatted(
                      deployment.model(),
                      deployment.version(),
                      deployment.environment(),
                      deployment.eventTime()));
    };
  }

  private static LineageReport.Node described(Node node, String kind, String what) {
    return new LineageReport.Node(node.key(), kind, what);
  }
}
