package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.lineage.Edge;
import dev.millrace.store.lineage.Edge.Link;
import dev.millrace.store.lineage.Graph;
import dev.millrace.store.lineage.Limits;
import dev.millrace.store.lineage.Lineage;
import dev.millrace.store.lineage.Node;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What came from what. */
abstract class LineageContract extends StoreContract {
  private Lineage lineage;
  private RegistryRows registry;

  @BeforeEach
  void openLineage() {
    lineage = Lineage.of((SqlMetadataStore) store);
    registry = new RegistryRows((SqlMetadataStore) store);
  }

  @Test
  void upstream_ofADeployment_isAllThatWentIntoItsModelAndNothingElse() {
    Story story = new Story();

    Graph graph =
        lineage.upstream(lineage.findDeployment("local", "flights").orElseThrow(), Limits.USUAL);

    assertThat(graph.complete()).isTrue();
    assertThat(graph.root())
        .isInstanceOfSatisfying(
            Node.OfDeployment.class, root -> assertThat(root.version()).isEqualTo(1));
    assertThat(artifacts(graph))
        .containsExactlyInAnyOrder(story.examples.id(), story.model.id(), story.blessing.id());
    assertThat(graph.nodes(Node.OfExecution.class))
        .extracting(Node.OfExecution::step)
        .containsExactlyInAnyOrder("ingest", "train", "train[0]");
    assertThat(graph.nodes(Node.OfRun.class))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo(story.run);
              assertThat(run.trigger()).isEqualTo("demand");
              assertThat(run.reason()).isEqualTo("asked for");
            });
    assertThat(graph.edges())
        .contains(
            new Edge(story.version.hex(), graph.root().key(), Link.DEPLOYED, "local"),
            new Edge(story.run.hex(), graph.root().key(), Link.DEPLOYED_BY, "local"),
            new Edge(story.model.id().hex(), story.version.hex(), Link.REGISTERED, ""),
            new Edge(story.blessing.id().hex(), story.version.hex(), Link.BLESSED, ""),
            new Edge(story.run.hex(), story.version.hex(), Link.REGISTERED_BY, ""));
    assertThat(graph.depths())
        .containsEntry(graph.root().key(), 0)
        .containsEntry(story.version.hex(), 1)
        .containsEntry(story.model.id().hex(), 2)
        .containsEntry(story.examples.id().hex(), 4);
  }

  @Test
  void downstream_ofAnArtifact_leadsToWhatServesIt() {
    Story story = new Story();
    ArtifactRow same = made(story.other, "ingest", Samples.artifact("Examples/1", "rows"));
    made(story.other, "train", Samples.artifact("Examples/1", "unrelated"));

    Graph graph = lineage.downstream(lineage.find(same.id()).orElseThrow(), Limits.USUAL);

    assertThat(artifacts(graph))
        .containsExactlyInAnyOrder(
            same.id(),
            story.examples.id(),
            story.model.id(),
            story.blessing.id(),
            story.statistics.id());
    assertThat(graph.nodes(Node.OfModelVersion.class))
        .containsExactly(new Node.OfModelVersion(story.version, "flights", 1));
    assertThat(graph.nodes(Node.OfDeployment.class)).hasSize(1);
    assertThat(graph.edges())
        .contains(new Edge(same.id().hex(), story.examples.id().hex(), Link.SAME_CONTENT, ""));
    assertThat(artifacts(lineage.upstream(lineage.find(same.id()).orElseThrow(), Limits.USUAL)))
        .as("equal content does not make the other's history its own")
        .containsExactly(same.id());
  }

  @Test
  void downstream_ofAnExecution_namesRunsThatReusedIt() {
    Story story = new Story();
    Id reused = store.tasks(story.run).getFirst().execution().orElseThrow();
    store.reuseExecution(
        story.other,
        "ingest",
        acquire(story.other),
        store.findExecution(reused).orElseThrow(),
        "the same");

    Graph graph = lineage.downstream(lineage.find(reused).orElseThrow(), Limits.USUAL);

    assertThat(graph.edges())
        .contains(new Edge(reused.hex(), story.other.hex(), Link.REUSED, "ingest"));
    assertThat(graph.nodes(Node.OfRun.class)).extracting(Node.OfRun::id).contains(story.other);
    assertThat(lineage.upstream(lineage.find(story.other).orElseThrow(), Limits.USUAL).edges())
        .contains(new Edge(reused.hex(), story.other.hex(), Link.REUSED, "ingest"));
  }

  @Test
  void bothWays_ofARun_beginWithAllThatItDid() {
    Story story = new Story();
    Node run = lineage.find(story.run).orElseThrow();

    assertThat(lineage.upstream(run, Limits.USUAL).nodes(Node.OfExecution.class)).hasSize(4);
    assertThat(lineage.downstream(run, Limits.USUAL).nodes(Node.OfModelVersion.class)).hasSize(1);
    assertThat(artifacts(lineage.downstream(run, Limits.USUAL))).hasSize(4);
  }

  @Test
  void find_everyKind_isThere() {
    Story story = new Story();

    assertThat(lineage.find(story.examples.id()))
        .contains(
            new Node.OfArtifact(story.examples.id(), "Examples/1", story.examples.digest(), true));
    assertThat(lineage.find(story.run)).containsInstanceOf(Node.OfRun.class);
    assertThat(lineage.find(story.version)).isEqualTo(lineage.findVersion("flights", 1));
    assertThat(lineage.find(Id.at(Samples.NOON))).isEmpty();
    assertThat(lineage.findVersion("flights", 2)).isEmpty();
    assertThat(lineage.findDeployment("elsewhere", "flights")).isEmpty();
  }

  @Test
  void limits_ofNodesAndDepth_areKeptAndSaid() {
    Id run = store.createRun(Samples.run("flights")).id();
    ArtifactRow hub = made(run, "ingest", Samples.artifact("Examples/1", "hub"));
    store.addTasks(
        run, acquire(run), IntStream.range(0, 300).mapToObj(i -> "train[" + i + "]").toList());
    for (int i = 0; i < 300; i++) {
      made(run, "train[" + i + "]", Samples.artifact("Model/1", "" + i), hub.id());
    }
    Node root = lineage.find(hub.id()).orElseThrow();

    Graph all = lineage.downstream(root, new Limits(2, 1000));
    Graph few = lineage.downstream(root, new Limits(2, 50));
    Graph near = lineage.downstream(root, new Limits(1, 1000));

    assertThat(all.nodes()).hasSize(601);
    assertThat(few.nodes()).hasSize(50);
    assertThat(few.complete()).isFalse();
    assertThat(few.edges())
        .allSatisfy(edge -> assertThat(few.depths()).containsKeys(edge.from(), edge.to()));
    assertThat(near.nodes()).hasSize(301);
    assertThat(near.complete()).isFalse();
    assertThat(lineage.downstream(root, new Limits(3, 1000)).complete()).isTrue();
  }

  /** Against a walk over what was recorded, one step at a time. */
  @Test
  void bothWays_overARandomHistory_areWhatAWalkByHandFinds() {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, List<String>> onwards = new HashMap<>();
    Map<String, List<String>> back = new HashMap<>();
    List<ArtifactRow> all = new ArrayList<>();
    Id run = store.createRun(Samples.run("flights")).id();
    List<String> steps = IntStream.range(0, 120).mapToObj(i -> "train[" + i + "]").toList();
    store.addTasks(run, acquire(run), steps);
    for (String step : steps) {
      List<Id> inputs = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0 && !all.isEmpty(); i--) {
        inputs.add(all.get(random.nextInt(all.size())).id());
      }
      ArtifactRow row =
          made(run, step, Samples.artifact("Examples/1", step), inputs.toArray(Id[]::new));
      for (Id input : inputs) {
        onwards.computeIfAbsent(input.hex(), _ -> new ArrayList<>()).add(row.id().hex());
        back.computeIfAbsent(row.id().hex(), _ -> new ArrayList<>()).add(input.hex());
      }
      all.add(row);
    }

    for (int i = 0; i < 60; i++) {
      Node root = lineage.find(all.get(random.nextInt(all.size())).id()).orElseThrow();
      int hops = random.nextInt(1, 6);
      Limits limits = new Limits(2 * hops, 1000);
      assertThat(depths(lineage.downstream(root, limits)))
          .isEqualTo(byHand(root.key(), onwards, hops));
      assertThat(depths(lineage.upstream(root, limits))).isEqualTo(byHand(root.key(), back, hops));
    }
  }

  private static Map<String, Integer> byHand(
      String root, Map<String, List<String>> next, int hops) {
    Map<String, Integer> depths = new HashMap<>(Map.of(root, 0));
    Deque<String> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      String key = queue.remove();
      int depth = depths.getOrDefault(key, 0) + 2;
      for (String far : next.getOrDefault(key, List.of())) {
        if (depth <= 2 * hops && depths.putIfAbsent(far, depth) == null) {
          queue.add(far);
        }
      }
    }
    return depths;
  }

  private static Map<String, Integer> depths(Graph graph) {
    Map<String, Integer> depths = new HashMap<>();
    for (Node.OfArtifact node : graph.nodes(Node.OfArtifact.class)) {
      depths.put(node.key(), graph.depths().getOrDefault(node.key(), -1));
    }
    return depths;
  }

  private static List<Id> artifacts(Graph graph) {
    return graph.nodes(Node.OfArtifact.class).stream().map(Node.OfArtifact::id).toList();
  }

  /** A run that ingested, trained, evaluated and deployed; and one that did nothing yet. */
  private final class Story {
    private final Id run = store.createRun(Samples.run("flights")).id();
    private final Id other = store.createRun(Samples.run("flights")).id();
    private final ArtifactRow examples;
    private final ArtifactRow model;
    private final ArtifactRow blessing;
    private final ArtifactRow statistics;
    private final Id version;

    private Story() {
      examples = made(run, "ingest", Samples.artifact("Examples/1", "rows"));
      model = made(run, "train", Samples.artifact("Model/1", "trees"), examples.id());
      store.addTasks(run, acquire(run), List.of("train[0]", "train[1]"));
      blessing = Samples.artifact("ModelBlessing/1", "good");
      complete(
          run,
          acquire(run),
          "train[0]",
          new Completion(
              Digest.of("e"),
              Map.of(),
              Map.of("model", List.of(model.id()), "examples", List.of(examples.id())),
              Map.of("blessing", blessing),
              Map.of(),
              List.of(),
              "",
              true));
      statistics =
          made(run, "train[1]", Samples.artifact("Statistics/1", "beside it"), examples.id());
      version = registry.version("flights", 1, model, Optional.of(blessing.id()), run);
      registry.deployment("local", "flights", 1, Optional.of(run));
    }
  }
}
