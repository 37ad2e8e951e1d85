package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {

  private static final PipelineSpec CHAIN = new Steps().mix("a").mix("b", "a").mix("c", "b").spec();

  @TempDir Path home;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Mix counting = new Mix((inputs, task) -> ran.add(task.step()));
  private final Mix waiting =
      new Mix(
          (inputs, task) -> {
            if (task.step().equals("b")) {
              begun.countDown();
              released.await();
            }
          });

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void resume_runThatAnotherEngineHas_isRefusedByName() throws Exception {
    try (Mill one = Mill.open(home, waiting);
        Mill two = Mill.open(home, counting)) {
      RunningRun run = one.engine.start(one.request(CHAIN), one.heard::add);
      begun.await();

      assertThatThrownBy(() -> two.engine.resume(run.id(), two.heard::add))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is being run by process " + ProcessHandle.current().pid());
      assertThat(two.engine.interrupted()).isEmpty();
      released.countDown();
      assertThat(run.await().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void run_leaseTakenOver_stopsInTheOldEngineAndGoesOnInTheNew() throws Exception {
    try (Mill one = Mill.open(home, waiting);
        Mill two = Mill.open(home, counting)) {
      RunningRun old = one.engine.start(one.request(CHAIN), one.heard::add);
      begun.await();
      String holder = two.metadata.lease(old.id()).orElseThrow().holder();
      two.metadata.breakLease(old.id(), holder);

      Outcome outcome = two.engine.resume(old.id(), two.heard::add).await();
      released.countDown();

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(outcome.resumed()).isTrue();
      assertThat(ran).containsExactly("b", "c");
      assertThatThrownBy(old::await)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another process has taken over run");
      assertThat(two.metadata.tasks(old.id())).isEqualTo(outcome.tasks());
    }
  }

  @Test
  void run_sameAskedAfterItsProcessDied_goesOnWithThatRun() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Id interrupted = interruptedInB(mill);

      Outcome outcome = mill.run(CHAIN);

      assertThat(outcome.run().id()).isEqualTo(interrupted);
      assertThat(outcome.resumed()).isTrue();
      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran).containsExactly("a", "b", "c");
      assertThat(mill.metadata.runs(RunQuery.newest(5))).hasSize(2);
    }
  }

  @Test
  void run_anotherAskedAfterProcessDied_isANewRun() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Id interrupted = interruptedInB(mill);

      Outcome outcome = mill.run(mill.request(CHAIN).asOf(Mill.NOW.plusSeconds(60)));

      assertThat(outcome.run().id()).isNotEqualTo(interrupted);
      assertThat(mill.engine.interrupted()).extracting(Run::id).containsExactly(interrupted);
    }
  }

  @Test
  void resume_runOfADeadProcess_endsItsProgramsBeforeAnyStepRunsAgain() throws Exception {
    List<String> journal = Collections.synchronizedList(new ArrayList<>());
    Mix noting = new Mix((inputs, task) -> journal.add(task.step()));
    try (Mill mill =
        Mill.with(
            home,
            setup -> setup.withLeftovers(run -> journal.add("ended programs of " + run)),
            noting)) {
      Id interrupted = interruptedInB(mill);
      journal.clear();
      mill.engine.resume(interrupted, mill.heard::add).await();

      assertThat(journal).containsExactly("ended programs of " + interrupted, "b", "c");
      journal.clear();
      mill.run(new Steps("other").mix("x").spec());
      assertThat(journal).containsExactly("x");
    }
  }

  @Test
  void resume_succeededRun_reportsItsEnd() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      Outcome first = mill.run(CHAIN);

      Outcome again = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(again.run()).isEqualTo(first.run());
      assertThat(ran).containsExactly("a", "b", "c");
    }
  }

  @Test
  void start_idempotencyKeyOfEndedRun_reportsThatRun() throws Exception {
    try (Mill mill = Mill.open(home, counting)) {
      RunRequest request =
          mill.request(CHAIN).because(new Cause("up", "drift", "far", Optional.of("week 9")));

      Outcome first = mill.run(request);
      Outcome second = mill.run(request);

      assertThat(second.run()).isEqualTo(first.run());
      assertThat(second.run().trigger()).isEqualTo("drift");
      assertThat(mill.metadata.runs(RunQuery.newest(5))).hasSize(1);
    }
  }

  /** A run as a process leaves it that dies in step b: a has ended, b is running. */
  private Id interruptedInB(Mill mill) throws InterruptedException {
    Outcome before = mill.run(new Steps().mix("a").spec());
    Id run = mill.leftBy(Mill.DEAD, CHAIN, Cause.demand("ada"));
    Token token = mill.metadata.lease(run).orElseThrow().token();
    mill.metadata.reuseExecution(
        run,
        "a",
        token,
        mill.metadata.findExecution(Mill.task(before, "a").execution().orElseThrow()).orElseThrow(),
        "as before");
    mill.metadata.moveTask(run, "b", token, TaskState.RUNNING, new TaskNote("", Optional.empty()));
    return run;
  }
}
