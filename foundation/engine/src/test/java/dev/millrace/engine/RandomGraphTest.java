package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Prediction.Fate;
import dev.millrace.engine.Sketch.Body;
import dev.millrace.engine.Sketch.Step;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any pipeline, with branches, fan-outs and pipelines in pipelines: what becomes of each task is
 * what a simple interpreter says; the order respects the edges; what is made is the same however it
 * is run. Others are tried with {@code -Dmillrace.seed=2}.
 */
class RandomGraphTest {

  private static final int TRIALS = 30;

  @TempDir Path parallelHome;
  @TempDir Path serialHome;
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Fate> fates = new ConcurrentHashMap<>();
  private final Mix fateful =
      new Mix(
          (inputs, task) -> {
            journal.add("begin " + task.step());
            Fate fate = fates.get(idOf(task.step()));
            journal.add("end " + task.step());
            switch (fate) {
              case FAILS -> throw UserError.failure("as was to be");
              case REFUSES -> throw new GateRefused("as was to be");
              case null -> {}
            }
          });

  @Test
  void run_anyGraph_endsAsPredictedInOrderAndMakesTheSameHoweverItIsRun() throws Exception {
    long seed = Long.getLong("millrace.seed", 42);
    Random random = new Random(seed);
    try (Mill parallel = Mill.threads(4, parallelHome, fateful, new Need());
        Mill serial = Mill.serial(serialHome, fateful, new Need())) {
      for (int trial = 0; trial < TRIALS; trial++) {
        Sketch sketch = new Sketches(random, "t" + trial).draw();
        PipelineSpec pipeline = sketch.spec(random);
        drawFates(sketch, random);
        String what = "-Dmillrace.seed=%d, trial %d: %s".formatted(seed, trial, sketch);
        Map<String, String> made = check(what, sketch, pipeline, parallel);
        assertThat(made(serial, serial.run(pipeline))).as(what + " serially").isEqualTo(made);
      }
    }
  }

  private Map<String, String> check(String what, Sketch sketch, PipelineSpec pipeline, Mill mill)
      throws Exception {
    journal.clear();
    Outcome first = mill.run(pipeline);
    assertPredicted(what, sketch, first);
    assertOrder(what, sketch.steps(), "");

    Outcome again = mill.run(pipeline);
    assertPredicted(what + " again", sketch, again);
    assertThat(made(mill, again)).as(what).isEqualTo(made(mill, first));
    assertAllCached(what, sketch, again);

    if (first.state() != RunState.SUCCEEDED) {
      Map<String, Fate> before = new HashMap<>(fates);
      fates.clear();
      Outcome resumed = mill.engine.resume(first.run().id(), mill.heard::add).await();
      assertPredicted(what + " resumed", sketch, resumed);
      fates.putAll(before);
    }
    return made(mill, first);
  }

  private void assertPredicted(String what, Sketch sketch, Outcome outcome) {
    Prediction prediction = Prediction.of(sketch, fates);
    Map<String, TaskState> states = new TreeMap<>(Mill.states(outcome));
    states.replaceAll((_, state) -> state == TaskState.CACHED ? TaskState.SUCCEEDED : state);
    assertThat(states).as(what).isEqualTo(prediction.states());
    assertThat(outcome.state()).as(what).isEqualTo(prediction.run());
  }

  /** Tasks that consist of others are never cached, and exit steps always run. */
  private static void assertAllCached(String what, Sketch sketch, Outcome again) {
    List<String> exits = sketch.exits().stream().map(Step::id).toList();
    assertThat(again.tasks())
        .as(what)
        .filteredOn(task -> task.state() == TaskState.SUCCEEDED)
        .filteredOn(task -> task.execution().isPresent())
        .allMatch(task -> exits.contains(task.step()));
  }

  /** All of a step that is needed has ended before any of a step that needs it begins. */
  private void assertOrder(String what, List<Step> steps, String prefix) {
    for (Step step : steps) {
      for (String needed : step.needs()) {
        int lastEnd = last("end", prefix + needed);
        int firstBegin = first("begin", prefix + step.id());
        assertThat(lastEnd).as("%s: %s before %s", what, needed, step.id()).isLessThan(firstBegin);
      }
      if (step.body() instanceof Body.Nesting nested && step.each().isEmpty()) {
        assertOrder(what, nested.inner().steps(), prefix + step.id() + "/");
      }
    }
    assertThat(journal).as(what).doesNotHaveDuplicates();
  }

  private int first(String word, String path) {
    for (int i = 0; i < journal.size(); i++) {
      if (isWithin(journal.get(i), word, path)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private int last(String word, String path) {
    for (int i = journal.size() - 1; i >= 0; i--) {
      if (isWithin(journal.get(i), word, path)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isWithin(String line, String word, String path) {
    String own = word + " " + path;
    return line.equals(own) || line.startsWith(own + "/") || line.startsWith(own + "[");
  }

  private void drawFates(Sketch sketch, Random random) {
    fates.clear();
    drawFates(sketch.steps(), random);
    drawFates(sketch.exits(), random);
  }

  private void drawFates(List<Step> steps, Random random) {
    for (Step step : steps) {
      switch (step.body()) {
        case Body.Mixing _ -> {
          if (random.nextInt(12) == 0) {
            fates.put(step.id(), random.nextBoolean() ? Fate.FAILS : Fate.REFUSES);
          }
        }
        case Body.Nesting nested -> drawFates(nested.inner().steps(), random);
        case Body.Needing _ -> {}
      }
    }
  }

  /** The artifacts and values of each task, by content. */
  private static Map<String, String> made(Mill mill, Outcome outcome) {
    Map<String, String> made = new TreeMap<>();
    for (Task task : outcome.tasks()) {
      StringBuilder text = new StringBuilder(new TreeMap<>(task.values()).toString());
      for (Map.Entry<String, Id> artifact : new TreeMap<>(task.artifacts()).entrySet()) {
        text.append(artifact.getKey())
            .append(mill.metadata.findArtifact(artifact.getValue()).orElseThrow().digest());
      }
      made.put(task.step(), text.toString());
    }
    return made;
  }

  /** {@code a} of {@code x[1]/a[2]}. */
  private static String idOf(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.contains("[") ? last.substring(0, last.indexOf('[')) : last;
  }
}
