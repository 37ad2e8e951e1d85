package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Plan.Would;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step says about how it is run. */
class PolicyTest {

  @TempDir Path home;

  @Test
  void run_cacheOff_runsAgainAndSaysSoAndIsNotTakenByOthers() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Mix counting = new Mix((inputs, task) -> runs.incrementAndGet());
    PipelineSpec uncached =
        new Steps().step("a", Map.of("text", Steps.text("x"))).policy(PolicyMaker::uncached).spec();
    PipelineSpec cached = new Steps().step("a", Map.of("text", Steps.text("x"))).spec();
    try (Mill mill = Mill.open(home, counting)) {
      mill.run(uncached);
      Outcome second = mill.run(uncached);
      assertThat(runs).hasValue(2);
      assertThat(Mill.task(second, "a").reason()).isEqualTo("its cache is off");
      assertThat(Mill.task(second, "a").execution()).isPresent();

      assertThat(Mill.states(mill.run(cached))).containsEntry("a", TaskState.SUCCEEDED);
      assertThat(Mill.states(mill.run(cached))).containsEntry("a", TaskState.CACHED);
    }
  }

  @Test
  void run_pool_holdsAcrossRunsOfOneEngineAndTheSmallestLimitCounts() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch othersEnded = new CountDownLatch(1);
    Mix counting =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("hold")) {
                othersEnded.await();
              } else {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                task.log("so that it takes a moment");
                now.decrementAndGet();
              }
            });
    try (Mill mill = Mill.threads(4, home, counting)) {
      PipelineSpec strict = new Steps().mix("hold").pool("database", 1).spec();
      RunningRun holding = mill.engine.start(mill.request(strict), mill.heard::add);
      List<RunningRun> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        PipelineSpec pipeline =
            new Steps()
                .step("a", Map.of("text", Steps.text("a" + i)))
                .policy(policy -> policy.pool("database"))
                .pool("database", 3)
                .spec();
        runs.add(mill.engine.start(mill.request(pipeline), mill.heard::add));
      }
      for (RunningRun run : runs) {
        run.await();
      }
      assertThat(most).hasValue(1);
      othersEnded.countDown();
      assertThat(holding.await().state().ended()).isTrue();
    }
  }

  /** Both at work at once would never end: each waits for the other's end. */
  @Test
  void run_poolOfOne_neverHasTwoAtWork() throws Exception {
    List<String> journal = Collections.synchronizedList(new ArrayList<>());
    Mix noting =
        new Mix(
            (inputs, task) -> {
              journal.add("begin");
              journal.add("end");
            });
    Steps steps = new Steps().pool("database", 1);
    for (int i = 0; i < 8; i++) {
      steps.mix("s" + i).policy(policy -> policy.pool("database"));
    }
    try (Mill mill = Mill.open(home, noting)) {
      mill.run(steps.spec());

      assertThat(journal).hasSize(16);
      for (int i = 0; i < journal.size(); i++) {
        assertThat(journal.get(i)).isEqualTo(i % 2 == 0 ? "begin" : "end");
      }
    }
  }

  @Test
  void start_moreThanTheMachineHas_isRefusedWithEveryStepThatAsks() {
    PipelineSpec inner =
        new Steps("inner").mix("deep").policy(policy -> policy.memory(Mill.MEMORY * 4)).spec();
    PipelineSpec pipeline =
        new Steps()
            .mix("wide")
            .policy(policy -> policy.cpus(2.5))
            .mix("fine")
            .policy(policy -> policy.cpus(2).memory(Mill.MEMORY))
            .nest("inner", inner, Map.of())
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThatThrownBy(() -> mill.run(pipeline))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "pipeline 'mixing' cannot run here: step 'wide' needs 2.500 cpus, and this machine"
                  + " gives tasks 2; step 'inner/deep' needs 4096 MiB of memory, and this machine"
                  + " has 1024");
      assertThat(mill.engine.plan(mill.request(pipeline)).steps().getFirst().would())
          .isEqualTo(new Would.Fail("it needs 2.500 cpus, and this machine gives tasks 2"));
    }
  }

  @Test
  void run_resourcesOfTheWholeMachine_areGivenToOneTaskAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> threads = Collections.synchronizedList(new ArrayList<>());
    Mix counting =
        new Mix(
            (inputs, task) -> {
              threads.add(task.threads());
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              now.decrementAndGet();
            });
    Steps steps = new Steps();
    for (int i = 0; i < 6; i++) {
      steps.mix("s" + i).policy(policy -> policy.cpus(Mill.THREADS));
    }
    try (Mill mill = Mill.open(home, counting)) {
      mill.run(steps.spec());

      assertThat(most).hasValue(1);
      assertThat(threads).containsOnly(Mill.THREADS);
    }
  }

  @Test
  void run_variableChanged_runsAgainAndSaysWhy() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Mix looking = new Mix((inputs, task) -> seen.add(task.environment().toString()));
    try (Mill mill = Mill.open(home, looking)) {
      mill.run(new Steps().mix("a").policy(policy -> policy.env("LANG", "C")).spec());
      Outcome second =
          mill.run(new Steps().mix("a").policy(policy -> policy.env("LANG", "fr_FR")).spec());

      assertThat(seen).containsExactly("{LANG=C}", "{LANG=fr_FR}");
      assertThat(Mill.task(second, "a").reason()).isEqualTo("env.LANG changed: C → fr_FR");
    }
  }

  /** A task that waits for a pool does not keep others from working, not even on one thread. */
  @Test
  void run_taskThatWaitsForAPool_isPassedByOthers() throws Exception {
    CountDownLatch inPool = new CountDownLatch(1);
    CountDownLatch passed = new CountDownLatch(1);
    Mix meeting =
        new Mix(
            (inputs, task) -> {
              switch (task.step()) {
                case "first" -> {
                  inPool.countDown();
                  passed.await();
                }
                case "third" -> {
                  inPool.await();
                  passed.countDown();
                }
                default -> {}
              }
            });
    PipelineSpec pipeline =
        new Steps()
            .mix("first")
            .policy(policy -> policy.pool("database"))
            .mix("second")
            .policy(policy -> policy.pool("database"))
            .mix("third")
            .pool("database", 1)
            .spec();
    try (Mill mill = Mill.open(home, meeting)) {
      assertThat(Mill.states(mill.run(pipeline)).values()).containsOnly(TaskState.SUCCEEDED);
    }
  }
}
