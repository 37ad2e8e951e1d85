package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any pipeline: its order, and what it makes, however it is run. */
class RandomPipelineTest {

  private static final int TRIALS = 15;
  private static final int MOST_STEPS = 10;

  @TempDir Path parallelHome;
  @TempDir Path serialHome;
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private final Mix noting =
      new Mix(
          (inputs, task) -> {
            journal.add("begin " + task.step());
            journal.add("end " + task.step());
          });

  @Test
  void run_anyGraph_respectsEdgesAndMakesTheSameInParallelSeriallyAndFromTheCache()
      throws Exception {
    Random random = new Random(42);
    try (Mill parallel = Mill.open(parallelHome, noting);
        Mill serial = Mill.serial(serialHome, new Mix())) {
      for (int trial = 0; trial < TRIALS; trial++) {
        PipelineSpec pipeline = pipeline(random, trial);
        journal.clear();

        Outcome first = parallel.run(pipeline);

        assertThat(first.state()).isEqualTo(RunState.SUCCEEDED);
        assertOrder(pipeline);
        assertThat(digests(serial, serial.run(pipeline))).isEqualTo(digests(parallel, first));
        Outcome again = parallel.run(pipeline);
        assertThat(again.tasks()).extracting(Task::state).containsOnly(TaskState.CACHED);
        assertThat(digests(parallel, again)).isEqualTo(digests(parallel, first));
      }
    }
  }

  private void assertOrder(PipelineSpec pipeline) {
    StepOrder order = StepOrder.of(pipeline);
    for (String step : pipeline.steps().keySet()) {
      for (String needed : order.dependencies(step)) {
        assertThat(journal).containsSubsequence("end " + needed, "begin " + step);
      }
    }
    assertThat(journal).doesNotHaveDuplicates().hasSize(2 * pipeline.steps().size());
  }

  /** Steps in random file order, each with random earlier ones as its parts. */
  private static PipelineSpec pipeline(Random random, int trial) {
    int count = 1 + random.nextInt(MOST_STEPS);
    List<String> ids = new ArrayList<>();
    Map<String, List<String>> parts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String id = "t" + trial + "_s" + i;
      List<String> chosen = new ArrayList<>(ids);
      Collections.shuffle(chosen, random);
      parts.put(id, chosen.subList(0, random.nextInt(Math.min(4, chosen.size() + 1))));
      ids.add(id);
    }
    Collections.shuffle(ids, random);
    Steps steps = new Steps();
    ids.forEach(id -> steps.mix(id, parts.getOrDefault(id, List.of()).toArray(String[]::new)));
    return steps.spec();
  }

  private static Map<String, Digest> digests(Mill mill, Outcome outcome) {
    Map<String, Digest> digests = new TreeMap<>();
    outcome.tasks().forEach(task -> digests.put(task.step(), mill.artifact(task).digest()));
    return digests;
  }
}
