package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.value.Id;
import dev.millrace.store.lineage.Graph;
import dev.millrace.store.lineage.Limits;
import dev.millrace.store.lineage.Lineage;
import dev.millrace.store.lineage.Node;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks a store of very many artifacts both ways, and prints what 100 nodes took. */
final class LineageProgram {

  /** From an artifact to one that was made from it are two: the execution is between them. */
  private static final int EDGES_OF_A_GENERATION = 2;

  private static final int CHECKS = 20;
  private static final int WARM_UPS = 100;
  private static final int WALKS = 500;
  private static final double PER_NODES = 100;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Lineage lineage;
  private final boolean up;
  private final Limits limits;

  private LineageProgram(Lineage lineage, boolean up, Limits limits) {
    this.lineage = lineage;
    this.up = up;
    this.limits = limits;
  }

  /**
   * @param arguments the home, whose store has the artifacts; how many hops to walk
   */
  public static void main(String[] arguments) throws Exception {
    Limits limits = new Limits(Integer.parseInt(arguments[1]), Limits.USUAL.nodes());
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]))) {
      Lineage lineage = Lineage.of(home.metadata());
      new LineageProgram(lineage, true, limits).measure("up");
      new LineageProgram(lineage, false, limits).measure("down");
    }
  }

  @SuppressWarnings("SystemOut") // the figures
  private void measure(String name) {
    for (int number = 0; number < CHECKS; number++) {
      check(start(number));
    }
    for (int number = CHECKS; number < WARM_UPS; number++) {
      var _ = walk(root(start(number)));
    }
    double[] millis = new double[WALKS];
    double[] cpuMillis = new double[WALKS];
    double nodes = 0;
    for (int number = 0; number < WALKS; number++) {
      Node root = root(start(WARM_UPS + number));
      long cpu = THREADS.getCurrentThreadCpuTime();
      long before = System.nanoTime();
      int visited = walk(root).nodes().size();
      millis[number] = (System.nanoTime() - before) / 1e6 / visited * PER_NODES;
      cpuMillis[number] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6 / visited * PER_NODES;
      nodes += visited;
    }
    Samples samples = new Samples(millis);
    System.out.println(name + "_p50 " + samples.median());
    System.out.println(name + "_p99 " + samples.quantile(0.99));
    System.out.println(name + "_cpu_p99 " + new Samples(cpuMillis).quantile(0.99));
    System.out.println(name + "_nodes " + nodes / WALKS);
  }

  /** An artifact so far from both ends that no walk comes to them. */
  private int start(int number) {
    int margin = limits.depth() / EDGES_OF_A_GENERATION + 1;
    int layers = StoredGraph.LAYERS - 2 * margin;
    return margin * StoredGraph.WIDTH
        + StoredKeys.choice(number, up ? 400 : 401, layers * StoredGraph.WIDTH);
  }

  private Node root(int artifact) {
    return lineage.find(Id.parse(StoredGraph.id(artifact))).orElseThrow();
  }

  private Graph walk(Node root) {
    return up ? lineage.upstream(root, limits) : lineage.downstream(root, limits);
  }

  /** All of the family, or a part of it as large as a walk may be. */
  private void check(int artifact) {
    Graph graph = walk(root(artifact));
    Set<String> found =
        graph.nodes(Node.OfArtifact.class).stream().map(Node::key).collect(Collectors.toSet());
    Set<String> family =
        StoredGraph.family(artifact, limits.depth() / EDGES_OF_A_GENERATION, up).stream()
            .map(StoredGraph::id)
            .collect(Collectors.toSet());
    boolean right =
        graph.nodes().size() == limits.nodes() ? family.containsAll(found) : found.equals(family);
    if (!right) {
      throw new IllegalStateException(
          "a walk of %s from %s finds %d artifacts, where there are %d"
              .formatted(limits, StoredGraph.id(artifact), found.size(), family.size()));
    }
  }
}
