package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.engine.StoredKeys.Kind;
import dev.millrace.core.run.RunState;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A million artifacts in layers, each made by an execution from three of the layer before, and read
 * by three executions that make some of the layer after.
 *
 * <p>Which ones follows from three permutations for each layer: multiplication and shift modulo the
 * layer's width, which is prime. So both ways are known without asking the store.
 */
final class StoredGraph {

  static final int FAN_OUT = 3;
  static final int WIDTH = 10_007;
  static final int LAYERS = 100;
  static final int ARTIFACTS = WIDTH * LAYERS;

  private static final int OF_A_RUN = 100;
  private static final int STEPS_SALT = 300;
  private static final String EXECUTION =
      """
      execution (id, cache_key, key_parts, component, cacheable, run_id, pipeline, step, outputs,
        recorded_at)
      """;
  private static final String ARTIFACT =
      """
      artifact (id, type, digest, bytes, properties, state, recorded_at, pipeline, step, as_of,
        execution_seq)
      """;
  private static final String TASK =
      """
      task (id, run_id, step, place, state, reason, started_at, ended_at, cache_key, execution_id)
      """;

  private StoredGraph() {}

  static String id(int artifact) {
    return StoredKeys.id(Kind.ARTIFACT, artifact);
  }

  /** What an artifact was made from; nothing in the first layer. */
  static List<Integer> parents(int artifact) {
    int layer = artifact / WIDTH;
    return layer == 0
        ? List.of()
        : branches().map(branch -> parent(layer, artifact % WIDTH, branch)).boxed().toList();
  }

  /** What was made from an artifact; nothing in the last layer. */
  static List<Integer> children(int artifact) {
    int layer = artifact / WIDTH + 1;
    return layer == LAYERS
        ? List.of()
        : branches().map(branch -> child(layer, artifact % WIDTH, branch)).boxed().toList();
  }

  /** What is at most some generations away from an artifact, itself among it. */
  static Set<Integer> family(int artifact, int generations, boolean up) {
    Set<Integer> all = new HashSet<>();
    Collection<Integer> newest = List.of(artifact);
    for (int generation = 0; generation <= generations; generation++) {
      all.addAll(newest);
      newest =
          newest.stream()
              .flatMap(each -> (up ? parents(each) : children(each)).stream())
              .collect(Collectors.toSet());
    }
    return all;
  }

  private static IntStream branches() {
    return IntStream.range(0, FAN_OUT);
  }

  private static int parent(int layer, int place, int branch) {
    long at = (long) factor(layer, branch) * place + shift(layer, branch);
    return (layer - 1) * WIDTH + (int) (at % WIDTH);
  }

  private static int child(int layer, int place, int branch) {
    long inverse =
        BigInteger.valueOf(factor(layer, branch))
            .modInverse(BigInteger.valueOf(WIDTH))
            .longValueExact();
    long at = inverse * (place - shift(layer, branch) + WIDTH);
    return layer * WIDTH + (int) (at % WIDTH);
  }

  private static int factor(int layer, int branch) {
    return 1 + StoredKeys.choice(layer, STEPS_SALT + 2L * branch, WIDTH - 1);
  }

  private static int shift(int layer, int branch) {
    return StoredKeys.choice(layer, STEPS_SALT + 2L * branch + 1, WIDTH);
  }

  static void fill(Path home) throws SQLException {
    try (Filling filling = Filling.of(home)) {
      filling.surroundings(1);
      for (int artifact = 0; artifact < ARTIFACTS; artifact++) {
        int run = artifact / OF_A_RUN;
        if (artifact % OF_A_RUN == 0) {
          filling.run(run, 0, RunState.SUCCEEDED, "for the graph");
        }
        fill(filling, artifact, new Step(StoredKeys.id(Kind.RUN, run), artifact % OF_A_RUN));
      }
    }
  }

  /** Which step of which run an artifact was made by. */
  private record Step(String run, int place) {
    String name() {
      return "step_" + place;
    }
  }

  /** An artifact, the execution that made it, and the task that this was. */
  private static void fill(Filling filling, int artifact, Step step) throws SQLException {
    String execution = StoredKeys.id(Kind.EXECUTION, artifact);
    String key = StoredKeys.digest(Kind.EXECUTION, artifact);
    String pipeline = Filling.pipelineNamed(0);
    long time = StoredKeys.micros(artifact);
    filling.row(
        EXECUTION, execution, key, "{}", "mix", 1, step.run(), pipeline, step.name(), "{}", time);
    filling.row(
        ARTIFACT,
        id(artifact),
        "Statistics/1",
        StoredKeys.digest(Kind.ARTIFACT, artifact),
        1000,
        "{}",
        "LIVE",
        time,
        pipeline,
        step.name(),
        time,
        artifact + 1);
    filling.row(
        TASK,
        StoredKeys.id(Kind.TASK, artifact),
        step.run(),
        step.name(),
        step.place(),
        "SUCCEEDED",
        "first time",
        time,
        time + 1,
        key,
        execution);
    filling.row(
        "execution_output (execution_id, name, artifact_id)", execution, "made", id(artifact));
    List<Integer> parents = parents(artifact);
    for (int place = 0; place < parents.size(); place++) {
      filling.row(
          "execution_input (execution_id, name, place, artifact_id)",
          execution,
          "parts",
          place,
          id(parents.get(place)));
    }
  }
}
